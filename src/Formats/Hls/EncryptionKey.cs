namespace Headwater.Formats.Hls;

/// <summary>How to decrypt segments (EXT-X-KEY, EXT-X-SESSION-KEY). Specification: RFC 8216bis, 4.4.4.4.</summary>
public sealed record EncryptionKey
{
    /// <summary>The method; never none: a clear segment has no key.</summary>
    public required EncryptionMethod Method { get; init; }

    /// <summary>Where the key is.</summary>
    public required string Uri { get; init; }

    /// <summary>Initialization vector, the first byte the most significant, or null when the media sequence number is meant.</summary>
    public UInt128? Iv { get; init; }

    /// <summary>KEYFORMAT, or null for <c>identity</c>.</summary>
    public string? KeyFormat { get; init; }

    /// <summary>KEYFORMATVERSIONS such as <c>1</c> or <c>1/2</c>, or null.</summary>
    public string? KeyFormatVersions { get; init; }
}
