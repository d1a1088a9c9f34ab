namespace Headwater.Formats.Hls;

/// <summary>How far another rendition is (EXT-X-RENDITION-REPORT). Specification: RFC 8216bis, 4.4.5.4.</summary>
public sealed record RenditionReport
{
    /// <summary>Its media playlist, relative to this one.</summary>
    public required string Uri { get; init; }

    /// <summary>Number of its last segment, the open one included, or null when it is the same as here.</summary>
    public long? LastMediaSequence { get; init; }

    /// <summary>Its last part in that segment, from 0, or null.</summary>
    public int? LastPart { get; init; }
}
