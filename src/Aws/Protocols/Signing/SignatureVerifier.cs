using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Signing;

/// <summary>Finds out who sent a request: Signature Version 4 in header or query, and S3's presigned Version 2. Safe for all threads.</summary>
/// <param name="credentials">The keys that exist.</param>
/// <param name="clock">Ours.</param>
internal sealed class SignatureVerifier(ICredentialSource credentials, TimeProvider clock)
{
    private const string WrongSignature =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <summary>Verifies a request; one without any signature is anonymous.</summary>
    /// <param name="service">The service that is called.</param>
    /// <param name="request">The request as sent.</param>
    /// <param name="bodyHash">SHA-256 of the body as sent; null when it streams and its hash is verified while it is read.</param>
    /// <param name="bucket">The bucket that the host name names, or null.</param>
    /// <param name="words">How refusals are called.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="AwsException">It is not who it says.</exception>
    public async ValueTask<Authentication> VerifyAsync(
        ServiceFacts service, WireRequest request, string? bodyHash, string? bucket, SecurityWords words, CancellationToken cancellationToken)
    {
        var isS3 = words == SecurityWords.S3;
        if (isS3 && PresignedV2.Read(request) is { } old)
        {
            return await VerifyV2Async(old, request, bucket, words, cancellationToken);
        }

        if (SignatureReader.Read(request, words) is not { } signed)
        {
            return Authentication.Anonymous;
        }

        CheckScope(signed, service, words);
        CheckTime(signed, words);
        CheckHeaders(signed, request, isS3, words);
        var credential = await FindAsync(signed.AccessKeyId, signed.SessionToken, words, cancellationToken);
        return CheckSignature(signed, request, PayloadText(signed, request, bodyHash, isS3, words), credential, isS3, words);
    }

    private async ValueTask<Credential> FindAsync(string accessKeyId, string? token, SecurityWords words, CancellationToken cancellationToken)
    {
        var credential = await credentials.FindAsync(accessKeyId, cancellationToken);
        if (credential is null)
        {
            throw words == SecurityWords.S3
                ? words.Refuse(SecurityFault.UnknownKey, "The AWS Access Key Id you provided does not exist in our records.", new JsonObject { ["AWSAccessKeyId"] = accessKeyId })
                : words.Refuse(SecurityFault.UnknownKey, "The security token included in the request is invalid.");
        }

        if (!SignedRequest.AreEqual(credential.SessionToken ?? "", token ?? ""))
        {
            throw words.Refuse(SecurityFault.WrongToken, "The security token included in the request is invalid.");
        }

        return credential.Expires <= clock.GetUtcNow() ? throw words.Refuse(SecurityFault.ExpiredToken, "The security token included in the request is expired.") : credential;
    }

    private static void CheckScope(SignedRequest signed, ServiceFacts service, SecurityWords words)
    {
        if (signed.Service != service.SigningName)
        {
            throw words.Refuse(SecurityFault.WrongSignature, $"Credential should be scoped to correct service: '{service.SigningName}'.");
        }

        if (!signed.Time.StartsWith(signed.Day, StringComparison.Ordinal) || signed.SignedAt is null)
        {
            throw words.Refuse(SecurityFault.WrongSignature, "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        }
    }

    private void CheckTime(SignedRequest signed, SecurityWords words)
    {
        var now = clock.GetUtcNow();
        var signedAt = signed.SignedAt!.Value;
        if (signed.ValidFor is { } validFor && now > signedAt + validFor)
        {
            throw words.Refuse(
                SecurityFault.Expired, "Request has expired", new JsonObject { ["X-Amz-Expires"] = validFor.TotalSeconds.ToString(CultureInfo.InvariantCulture), ["Expires"] = CanonicalJson.Timestamp(signedAt + validFor), ["ServerTime"] = CanonicalJson.Timestamp(now) });
        }

        if (signedAt - now > Skew || (signed.ValidFor is null && now - signedAt > Skew))
        {
            throw Skewed(signed, now, signedAt, words);
        }
    }

    private static AwsException Skewed(SignedRequest signed, DateTimeOffset now, DateTimeOffset signedAt, SecurityWords words)
    {
        if (words == SecurityWords.S3)
        {
            return words.Refuse(
                SecurityFault.Skewed,
                "The difference between the request time and the current time is too large.",
                new JsonObject { ["RequestTime"] = signed.Time, ["ServerTime"] = CanonicalJson.Timestamp(now), ["MaxAllowedSkewMilliseconds"] = "900000" });
        }

        return words.Refuse(SecurityFault.Skewed, signedAt < now
            ? $"Signature expired: {signed.Time} is now earlier than {Basic(now - Skew)} ({Basic(now)} - 15 min.)"
            : $"Signature not yet current: {signed.Time} is still later than {Basic(now + Skew)} ({Basic(now)} + 15 min.)");
    }

    private static void CheckHeaders(SignedRequest signed, WireRequest request, bool isS3, SecurityWords words)
    {
        if (!signed.SignedHeaders.Contains("host"))
        {
            throw words.Refuse(SecurityFault.WrongSignature, "'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }

        // What S3 acts on must be signed; a stranger on the way could add it otherwise.
        var unsigned = isS3 ? request.Headers.Keys.Where(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)).Select(name => name.ToLowerInvariant()).Except(signed.SignedHeaders).ToArray() : [];
        if (unsigned.Length > 0)
        {
            throw words.Refuse(
                SecurityFault.UnsignedHeaders, "There were headers present in the request which were not signed", new JsonObject { ["HeadersNotSigned"] = string.Join(", ", unsigned.Order(StringComparer.Ordinal)) });
        }
    }

    private static string PayloadText(SignedRequest signed, WireRequest request, string? bodyHash, bool isS3, SecurityWords words)
    {
        var said = request.Header(PayloadHash.Header);
        if (isS3)
        {
            return said ?? (signed.ValidFor is null ? bodyHash ?? PayloadHash.Unsigned : PayloadHash.Unsigned);
        }

        return PayloadHash.IsHash(said) && !said!.Equals(bodyHash, StringComparison.OrdinalIgnoreCase)
            ? throw words.Refuse(SecurityFault.WrongSignature, WrongSignature)
            : bodyHash ?? PayloadHash.Empty;
    }

    private static Authentication CheckSignature(SignedRequest signed, WireRequest request, string payload, Credential credential, bool isS3, SecurityWords words)
    {
        var text = signed.StringToSign(CanonicalRequest.Build(request, signed.SignedHeaders, payload, isS3));
        var key = signed.SigningKey(credential.SecretAccessKey);
        if (!SignedRequest.AreEqual(SignedRequest.Sign(key, text), signed.Signature))
        {
            throw Refuse(words, signed.AccessKeyId, text, signed.Signature);
        }

        var chunks = payload is PayloadHash.SignedChunks or PayloadHash.SignedChunksAndTrailer ? new ChunkSigner(signed, key) : null;
        return new Authentication(credential.Principal, signed.Region, chunks);
    }

    private async ValueTask<Authentication> VerifyV2Async(PresignedV2 presigned, WireRequest request, string? bucket, SecurityWords words, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (presigned.Expires < now)
        {
            throw words.Refuse(SecurityFault.Expired, "Request has expired", new JsonObject { ["Expires"] = CanonicalJson.Timestamp(presigned.Expires), ["ServerTime"] = CanonicalJson.Timestamp(now) });
        }

        var credential = await FindAsync(presigned.AccessKeyId, request.Parameter("x-amz-security-token"), words, cancellationToken);
        var text = presigned.StringToSign(request, bucket);
        var signature = PresignedV2.Sign(credential.SecretAccessKey, text);
        return SignedRequest.AreEqual(signature, presigned.Signature) ? new Authentication(credential.Principal, null, null) : throw Refuse(words, presigned.AccessKeyId, text, presigned.Signature);
    }

    private static AwsException Refuse(SecurityWords words, string accessKeyId, string stringToSign, string signature) => words.Refuse(
        SecurityFault.WrongSignature,
        WrongSignature,
        words == SecurityWords.S3 ? new JsonObject { ["AWSAccessKeyId"] = accessKeyId, ["StringToSign"] = stringToSign, ["SignatureProvided"] = signature } : null);

    private static string Basic(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
