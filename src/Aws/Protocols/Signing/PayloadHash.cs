namespace Headwater.Aws.Protocols.Signing;

/// <summary>What x-amz-content-sha256 may say instead of a hash.</summary>
internal static class PayloadHash
{
    /// <summary>The header.</summary>
    public const string Header = "x-amz-content-sha256";

    /// <summary>The payload is not signed.</summary>
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    /// <summary>Chunks that are signed each.</summary>
    public const string SignedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

    /// <summary>Chunks that are signed each, and a signed trailer.</summary>
    public const string SignedChunksAndTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

    /// <summary>Chunks that are not signed, and a trailer.</summary>
    public const string UnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    /// <summary>Hash of no bytes.</summary>
    public const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>Whether the payload comes in chunks of this form.</summary>
    public static bool IsStreaming(string? value) => value is SignedChunks or SignedChunksAndTrailer or UnsignedTrailer;

    /// <summary>Whether it is a hash: 64 hexadecimal digits.</summary>
    public static bool IsHash(string? value) => value is { Length: 64 } && value.All(char.IsAsciiHexDigit);
}
