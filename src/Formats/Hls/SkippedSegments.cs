using Headwater.Foundation;

namespace Headwater.Formats.Hls;

/// <summary>Stands for the oldest segments in a delta update (EXT-X-SKIP). Specification: RFC 8216bis, 4.4.5.2.</summary>
public sealed record SkippedSegments
{
    /// <summary>How many segments are left out; from 1.</summary>
    public required int Count { get; init; }

    /// <summary>IDs of date ranges removed since, or null when the client did not ask (then the attribute is not written).</summary>
    public EquatableList<string>? RecentlyRemovedDateRanges { get; init; }

    /// <summary>The map in force at the last skipped segment; the first listed one repeats it only when it differs. Not on the wire.</summary>
    public MediaMap? Map { get; init; }

    /// <summary>The keys in force at the last skipped segment, likewise. Not on the wire.</summary>
    public EquatableList<EncryptionKey> Keys { get; init; } = [];
}
