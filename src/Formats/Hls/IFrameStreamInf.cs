namespace Headwater.Formats.Hls;

/// <summary>One I-frame variant (EXT-X-I-FRAME-STREAM-INF).</summary>
/// <remarks>Specification: RFC 8216bis, 4.4.6.3.</remarks>
public sealed record IFrameStreamInf
{
    /// <summary>Peak rate in bits per second.</summary>
    public required long BitsPerSecond { get; init; }

    /// <summary>Average rate in bits per second, or null.</summary>
    public long? AverageBitsPerSecond { get; init; }

    /// <summary>Codecs as RFC 6381, or null.</summary>
    public string? Codecs { get; init; }

    /// <summary>Picture size, or null.</summary>
    public Resolution? Resolution { get; init; }

    /// <summary>HDCP-LEVEL, or null.</summary>
    public string? HdcpLevel { get; init; }

    /// <summary>VIDEO-RANGE, or null.</summary>
    public string? VideoRange { get; init; }

    /// <summary>Its I-frame playlist.</summary>
    public required string Uri { get; init; }
}
