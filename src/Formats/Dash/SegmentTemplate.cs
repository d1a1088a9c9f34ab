using Headwater.Foundation;

namespace Headwater.Formats.Dash;

/// <summary>How the URLs and times of segments are made. Specification: ISO/IEC 23009-1, 5.3.9.</summary>
public sealed record SegmentTemplate
{
    /// <summary>Ticks per second of every time here.</summary>
    public required uint Timescale { get; init; }

    /// <summary>Presentation time of the media at the period's start, in ticks; not written when 0.</summary>
    public long PresentationTimeOffsetTicks { get; init; }

    /// <summary>Number of the first segment, or null for 1.</summary>
    public long? StartNumber { get; init; }

    /// <summary>Length of every segment in ticks, or null with a timeline.</summary>
    public long? DurationTicks { get; init; }

    /// <summary>How much earlier than complete a segment may be fetched, or null.</summary>
    public TimeSpan? AvailabilityTimeOffset { get; init; }

    /// <summary>False when segments come piece by piece while they are made; null is true.</summary>
    public bool? AvailabilityTimeComplete { get; init; }

    /// <summary>Template of initialization segments, with <c>$RepresentationID$</c> and <c>$Bandwidth$</c>; or null.</summary>
    public string? Initialization { get; init; }

    /// <summary>Template of media segments, which may have <c>$Number$</c> and <c>$Time$</c> too.</summary>
    public required string Media { get; init; }

    /// <summary>The segments (<see cref="SegmentTimeline.Of"/>), or null when <see cref="DurationTicks"/> tells.</summary>
    public EquatableList<TimelineRun>? Timeline { get; init; }
}
