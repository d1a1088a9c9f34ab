namespace Headwater.Formats.Hls;

/// <summary>A resource that the client should ask for ahead (EXT-X-PRELOAD-HINT). Specification: RFC 8216bis, 4.4.5.3.</summary>
public sealed record PreloadHint
{
    /// <summary>What it is.</summary>
    public required PreloadHintType Type { get; init; }

    /// <summary>Where it will be.</summary>
    public required string Uri { get; init; }

    /// <summary>First byte; not written when 0.</summary>
    public long ByteRangeStart { get; init; }

    /// <summary>How many bytes, or null for all that follow.</summary>
    public long? ByteRangeLength { get; init; }
}
