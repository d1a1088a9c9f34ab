namespace Headwater.Formats.Hls;

/// <summary>One complete segment. Specification: RFC 8216bis, 4.4.4.</summary>
public sealed record MediaSegment : SegmentTags
{
    /// <summary>Where it is, absolute or relative to the playlist.</summary>
    public required string Uri { get; init; }

    /// <summary>How long it plays; written in seconds, rounded to the nearest 10 µs.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Text for people, or empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>Whether the segment is missing and must not be fetched (EXT-X-GAP).</summary>
    public bool Gap { get; init; }

    /// <summary>The part of the resource that is the segment, or null for all.</summary>
    public ByteRange? ByteRange { get; init; }
}
