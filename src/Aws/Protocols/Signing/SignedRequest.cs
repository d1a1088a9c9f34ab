using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Headwater.Aws.Protocols.Signing;

/// <summary>What a request says of its own Signature Version 4. Nothing of it is verified.</summary>
internal sealed record SignedRequest
{
    /// <summary>The one algorithm that is verified.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The key's id.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The scope's day, eight digits.</summary>
    public required string Day { get; init; }

    /// <summary>The scope's region.</summary>
    public required string Region { get; init; }

    /// <summary>The scope's service.</summary>
    public required string Service { get; init; }

    /// <summary>Names of the signed headers, lower case, in the order given.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    /// <summary>The signature, lower-case hexadecimal.</summary>
    public required string Signature { get; init; }

    /// <summary>When it was signed, such as <c>20261122T200000Z</c>.</summary>
    public required string Time { get; init; }

    /// <summary>The session token that came with it, or null.</summary>
    public string? SessionToken { get; init; }

    /// <summary>How long a presigned request holds; null for a signature in the header.</summary>
    public TimeSpan? ValidFor { get; init; }

    /// <summary>Scope of the key, such as <c>20261122/us-east-1/s3/aws4_request</c>.</summary>
    public string Scope => $"{Day}/{Region}/{Service}/aws4_request";

    /// <summary><see cref="Time"/>, or null when it is no time.</summary>
    public DateTimeOffset? SignedAt => DateTimeOffset.TryParseExact(Time, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>What is signed.</summary>
    public string StringToSign(string canonicalRequest) => $"{Algorithm}\n{Time}\n{Scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)))}";

    /// <summary>The key that signs in this scope.</summary>
    public byte[] SigningKey(string secret)
    {
        var day = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Encoding.UTF8.GetBytes(Day));
        var region = HMACSHA256.HashData(day, Encoding.UTF8.GetBytes(Region));
        var service = HMACSHA256.HashData(region, Encoding.UTF8.GetBytes(Service));
        return HMACSHA256.HashData(service, "aws4_request"u8);
    }

    /// <summary>Signs a text.</summary>
    public static string Sign(byte[] key, string text) => Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether two signatures are the same, in a time that does not tell where they differ.</summary>
    public static bool AreEqual(string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    /// <summary>Lower-case hexadecimal.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
