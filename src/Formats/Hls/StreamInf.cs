namespace Headwater.Formats.Hls;

/// <summary>One variant stream (EXT-X-STREAM-INF and its URI).</summary>
/// <remarks>Specification: RFC 8216bis, 4.4.6.2.</remarks>
public sealed record StreamInf
{
    /// <summary>Peak segment rate in bits per second.</summary>
    public required long BitsPerSecond { get; init; }

    /// <summary>Average segment rate in bits per second, or null.</summary>
    public long? AverageBitsPerSecond { get; init; }

    /// <summary>Codecs as RFC 6381, comma-separated, or null.</summary>
    public string? Codecs { get; init; }

    /// <summary>Best picture size, or null for sound alone.</summary>
    public Resolution? Resolution { get; init; }

    /// <summary>Highest frame rate in thousandths of a frame per second (29970 is written <c>29.970</c>), or null.</summary>
    public int? FrameRateThousandths { get; init; }

    /// <summary>HDCP-LEVEL such as <c>NONE</c> or <c>TYPE-0</c>, or null.</summary>
    public string? HdcpLevel { get; init; }

    /// <summary>VIDEO-RANGE such as <c>SDR</c>, <c>HLG</c> or <c>PQ</c>, or null.</summary>
    public string? VideoRange { get; init; }

    /// <summary>Group of audio renditions, or null.</summary>
    public string? AudioGroupId { get; init; }

    /// <summary>Group of video renditions, or null.</summary>
    public string? VideoGroupId { get; init; }

    /// <summary>Group of subtitles, or null.</summary>
    public string? SubtitlesGroupId { get; init; }

    /// <summary>Group of closed captions, or null; see <see cref="NoClosedCaptions"/>.</summary>
    public string? ClosedCaptionsGroupId { get; init; }

    /// <summary>Whether to state that no variant has closed captions (<c>CLOSED-CAPTIONS=NONE</c>); then there must be no group.</summary>
    public bool NoClosedCaptions { get; init; }

    /// <summary>Its media playlist, absolute or relative to this playlist.</summary>
    public required string Uri { get; init; }
}
