using Headwater.Foundation;

namespace Headwater.Formats.Dash;

/// <summary>A media presentation description. Immutable; written by <see cref="MpdWriter"/>.</summary>
/// <remarks>Specification: ISO/IEC 23009-1, 5.3.1. Durations are written in seconds to 100 ns; dates in UTC and whole milliseconds, rounded down.</remarks>
public sealed record Mpd
{
    /// <summary>Profile URNs, comma-separated.</summary>
    public required string Profiles { get; init; }

    /// <summary>Whether the presentation grows.</summary>
    public required PresentationType Type { get; init; }

    /// <summary>Identifier, or null.</summary>
    public string? Id { get; init; }

    /// <summary>The instant that period starts count from; required when dynamic.</summary>
    public DateTimeOffset? AvailabilityStartTime { get; init; }

    /// <summary>When this description was made; required when dynamic. A view derives it from its newest segment, never from a clock.</summary>
    public DateTimeOffset? PublishTime { get; init; }

    /// <summary>The last instant at which a segment is available, or null.</summary>
    public DateTimeOffset? AvailabilityEndTime { get; init; }

    /// <summary>Whole length, or null while it grows.</summary>
    public TimeSpan? MediaPresentationDuration { get; init; }

    /// <summary>Shortest time between changes, or null when it never changes.</summary>
    public TimeSpan? MinimumUpdatePeriod { get; init; }

    /// <summary>How much a player has to buffer at the declared bandwidth.</summary>
    public required TimeSpan MinBufferTime { get; init; }

    /// <summary>How far back segments are available, or null for all.</summary>
    public TimeSpan? TimeShiftBufferDepth { get; init; }

    /// <summary>Distance from the live edge that players should keep, or null.</summary>
    public TimeSpan? SuggestedPresentationDelay { get; init; }

    /// <summary>Longest segment, or null.</summary>
    public TimeSpan? MaxSegmentDuration { get; init; }

    /// <summary>Bases of relative URLs.</summary>
    public EquatableList<string> BaseUrls { get; init; } = [];

    /// <summary>Where to fetch updates, absolute.</summary>
    public EquatableList<string> Locations { get; init; } = [];

    /// <summary>Latency that the service aims at, or null.</summary>
    public ServiceDescription? ServiceDescription { get; init; }

    /// <summary>Periods in order of start.</summary>
    public EquatableList<Period> Periods { get; init; } = [];

    /// <summary>Where to get the time (UTCTiming), the preferred first.</summary>
    public EquatableList<Descriptor> UtcTimings { get; init; } = [];
}
