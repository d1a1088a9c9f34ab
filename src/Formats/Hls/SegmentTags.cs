using Headwater.Foundation;

namespace Headwater.Formats.Hls;

/// <summary>What a complete segment and the open one have in common.</summary>
/// <remarks>Keys and map are stated by every segment; the writer puts a tag only where they change.</remarks>
public abstract record SegmentTags
{
    private protected SegmentTags()
    {
    }

    /// <summary>Whether the segment does not continue the one before (EXT-X-DISCONTINUITY).</summary>
    public bool Discontinuity { get; init; }

    /// <summary>The keys of the segment, one per key format; empty when it is clear.</summary>
    public EquatableList<EncryptionKey> Keys { get; init; } = [];

    /// <summary>Its initialization section, or null. A playlist cannot return from a map to none: null after a map keeps the map.</summary>
    public MediaMap? Map { get; init; }

    /// <summary>Wall-clock time of the first sample, written in UTC and whole milliseconds, rounded down; or null.</summary>
    public DateTimeOffset? ProgramDateTime { get; init; }

    /// <summary>Date ranges to write before the segment.</summary>
    public EquatableList<DateRange> DateRanges { get; init; } = [];

    /// <summary>Whole lines of other tags (advertisement markers), each starting with '#'.</summary>
    public EquatableList<string> OtherTags { get; init; } = [];

    /// <summary>The parts in order.</summary>
    public EquatableList<PartialSegment> Parts { get; init; } = [];
}
