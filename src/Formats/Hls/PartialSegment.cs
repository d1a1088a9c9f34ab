namespace Headwater.Formats.Hls;

/// <summary>One part of a segment (EXT-X-PART). Specification: RFC 8216bis, 4.4.4.9.</summary>
public sealed record PartialSegment
{
    /// <summary>Where it is.</summary>
    public required string Uri { get; init; }

    /// <summary>How long it plays; written in seconds, rounded to the nearest 10 µs.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether it has an independent frame.</summary>
    public bool Independent { get; init; }

    /// <summary>Its bytes in the resource, or null for all.</summary>
    public ByteRange? ByteRange { get; init; }

    /// <summary>Whether it is missing.</summary>
    public bool Gap { get; init; }
}
