using Headwater.Aws.Calls;
using Headwater.Aws.Protocols.Signing;

namespace Headwater.Aws.Protocols.Bodies;

/// <summary>A check that a request promises of its payload.</summary>
/// <param name="Algorithm">Its name, as <see cref="Checksum.Create"/> knows it.</param>
/// <param name="Value">What it must be; null when the trailer says it.</param>
/// <param name="Header">Where it is said.</param>
internal sealed record ExpectedChecksum(string Algorithm, byte[]? Value, string Header)
{
    private const string Prefix = "x-amz-checksum-";

    // Words about checksums, not checksums.
    private static readonly string[] NotChecksums = ["x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type"];

    /// <summary>All that a request promises.</summary>
    /// <exception cref="AwsException">One is not readable, or more are promised than S3 allows.</exception>
    public static IReadOnlyList<ExpectedChecksum> ReadAll(WireRequest request)
    {
        var expected = new List<ExpectedChecksum>();
        foreach (var (name, value) in request.Headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !NotChecksums.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                expected.Add(new ExpectedChecksum(name[Prefix.Length..].ToLowerInvariant(), Decode(value, name.ToLowerInvariant()), name.ToLowerInvariant()));
            }
        }

        if (request.Header("Content-MD5") is { } md5)
        {
            expected.Add(new ExpectedChecksum("md5", Decode(md5, "Content-MD5"), "Content-MD5"));
        }

        if (request.Header(PayloadHash.Header) is { } hash && PayloadHash.IsHash(hash))
        {
            expected.Add(new ExpectedChecksum("sha256", Convert.FromHexString(hash), PayloadHash.Header));
        }

        if (request.Header("x-amz-trailer")?.Trim() is { } trailer && trailer.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            expected.Add(new ExpectedChecksum(trailer[Prefix.Length..].ToLowerInvariant(), null, trailer.ToLowerInvariant()));
        }

        return expected;
    }

    /// <summary>The error when it is not as promised.</summary>
    public AwsException Mismatch() => Header switch
    {
        PayloadHash.Header => new AwsException("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.") { Status = 400 },
        "Content-MD5" => new AwsException("BadDigest", "The Content-MD5 you specified did not match what we received.") { Status = 400 },
        _ => new AwsException("BadDigest", $"The {Algorithm.ToUpperInvariant()} you specified did not match the calculated checksum.") { Status = 400 },
    };

    /// <summary>Reads a checksum of base64.</summary>
    public static byte[] Decode(string value, string header)
    {
        var bytes = new byte[64];
        if (value.Length <= 88 && Convert.TryFromBase64String(value.Trim(), bytes, out var length) && length > 0)
        {
            return bytes[..length];
        }

        throw header == "Content-MD5"
            ? new AwsException("InvalidDigest", "The Content-MD5 you specified was invalid.") { Status = 400 }
            : new AwsException("InvalidRequest", $"Value for {header} header is invalid.") { Status = 400 };
    }
}
