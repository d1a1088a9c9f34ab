using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Headwater.Aws.Protocols.Signing;

/// <summary>S3's presigned URL of Signature Version 2, which boto3 and the AWS CLI 1 still make.</summary>
/// <param name="AccessKeyId">The key's id.</param>
/// <param name="Signature">Base64.</param>
/// <param name="Expires">Until when it holds.</param>
/// <param name="ExpiresText">The same as sent, which is signed.</param>
internal sealed record PresignedV2(string AccessKeyId, string Signature, DateTimeOffset Expires, string ExpiresText)
{
    // The parameters that are part of the resource. Specification: Amazon S3, signing REST requests, CanonicalizedResource.
    private static readonly HashSet<string> SignedParameters =
    [
        "accelerate", "acl", "analytics", "cors", "defaultObjectAcl", "delete", "inventory", "lifecycle", "location", "logging", "metrics", "notification", "object-lock", "legal-hold", "retention", "partNumber",
        "policy", "publicAccessBlock", "replication", "requestPayment", "response-cache-control", "response-content-disposition", "response-content-encoding", "response-content-language", "response-content-type",
        "response-expires", "restore", "select", "select-type", "tagging", "torrent", "uploadId", "uploads", "versionId", "versioning", "versions", "website", "encryption", "ownershipControls",
    ];

    /// <summary>The signature, or null when the request has none of this kind.</summary>
    public static PresignedV2? Read(WireRequest request) =>
        request.Parameter("AWSAccessKeyId") is { } key && request.Parameter("Signature") is { } signature && request.Parameter("Expires") is { } expires
        && long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253_402_300_799
            ? new PresignedV2(key, signature, DateTimeOffset.FromUnixTimeSeconds(seconds), expires)
            : null;

    /// <summary>Signs a text, in base64.</summary>
    public static string Sign(string secret, string text)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <summary>What is signed. Headers that the signer moved into the query count as headers.</summary>
    public string StringToSign(WireRequest request, string? bucket)
    {
        var text = new StringBuilder();
        text.Append(request.Method).Append('\n')
            .Append(request.Parameter("content-md5") ?? request.Header("Content-MD5")).Append('\n')
            .Append(request.Parameter("content-type") ?? request.Header("Content-Type")).Append('\n')
            .Append(ExpiresText).Append('\n');
        foreach (var (name, value) in AmzHeaders(request))
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        text.Append(bucket is null ? "" : "/" + bucket).Append(request.Path);
        var separator = '?';
        foreach (var parameter in request.Query.Where(parameter => SignedParameters.Contains(parameter.Name)).OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            text.Append(separator).Append(parameter.Name).Append(parameter.Value.Length == 0 ? "" : "=" + parameter.Value);
            separator = '&';
        }

        return text.ToString();
    }

    private static IEnumerable<KeyValuePair<string, string>> AmzHeaders(WireRequest request) =>
        request.Headers.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value.Trim()))
            .Concat(request.Query.Select(parameter => KeyValuePair.Create(parameter.Name.ToLowerInvariant(), parameter.Value)))
            .Where(header => header.Key.StartsWith("x-amz-", StringComparison.Ordinal))
            .DistinctBy(header => header.Key)
            .OrderBy(header => header.Key, StringComparer.Ordinal);
}
