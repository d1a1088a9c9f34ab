using Headwater.Foundation;

namespace Headwater.Formats.Hls;

/// <summary>A range of time with attributes (EXT-X-DATERANGE). Specification: RFC 8216bis, 4.4.5.1.</summary>
public sealed record DateRange
{
    /// <summary>Unique in the playlist; tags with the same one are one range.</summary>
    public required string Id { get; init; }

    /// <summary>Client-defined class, or null.</summary>
    public string? Class { get; init; }

    /// <summary>Start, written in UTC and whole milliseconds, rounded down; null only in a later tag of the same range.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>CUE such as <c>PRE</c> or <c>ONCE</c>, comma-separated, or null.</summary>
    public string? Cue { get; init; }

    /// <summary>End, likewise, or null.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>How long, or null when not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How long it is expected to be, or null.</summary>
    public TimeSpan? PlannedDuration { get; init; }

    /// <summary>A splice_info_section that is neither out nor in, or null. Specification: ANSI/SCTE 35.</summary>
    public EquatableList<byte>? Scte35Command { get; init; }

    /// <summary>The splice_info_section that goes out, or null.</summary>
    public EquatableList<byte>? Scte35Out { get; init; }

    /// <summary>The splice_info_section that comes back in, or null.</summary>
    public EquatableList<byte>? Scte35In { get; init; }

    /// <summary>Whether it ends where the next range of its class starts.</summary>
    public bool EndOnNext { get; init; }

    /// <summary>Client-defined attributes in order.</summary>
    public EquatableList<ClientAttribute> ClientAttributes { get; init; } = [];
}
