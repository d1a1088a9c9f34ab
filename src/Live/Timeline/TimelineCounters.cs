namespace Headwater.Live.Timeline;

/// <summary>What a timeline has counted since it was made; every number only grows.</summary>
public readonly record struct TimelineCounters
{
    /// <summary>Samples passed on.</summary>
    public long Samples { get; init; }

    /// <summary>Samples whose decode or presentation time was mended.</summary>
    public long Repaired { get; init; }

    /// <summary>Times that a track's stamps jumped.</summary>
    public long Jumps { get; init; }

    /// <summary>Holes in sound that were followed at once.</summary>
    public long AudioGaps { get; init; }

    /// <summary>Discontinuities declared.</summary>
    public long Discontinuities { get; init; }

    /// <summary>Samples dropped because decoding cannot start at them: before a session's first random access point, or before one of a new format.</summary>
    public long DroppedBeforeRandomAccess { get; init; }

    /// <summary>Samples dropped because their track had no format.</summary>
    public long DroppedWithoutFormat { get; init; }

    /// <summary>Frames of sound dropped because their time was already filled.</summary>
    public long DroppedOverlapping { get; init; }

    /// <summary>Samples dropped because the source runs ahead of UTC by more than the timeline allows.</summary>
    public long DroppedAhead { get; init; }
}
