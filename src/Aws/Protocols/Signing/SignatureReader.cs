using System.Globalization;

namespace Headwater.Aws.Protocols.Signing;

/// <summary>Reads Signature Version 4 from the Authorization header or the query.</summary>
internal static class SignatureReader
{
    private const double LongestPresignSeconds = 604_800;

    /// <summary>The service's name in the request's credential scope, or null when there is no scope.</summary>
    public static string? ScopeService(WireRequest request)
    {
        var credential = request.Header("Authorization") is { } header ? Part(header, "Credential") : request.Parameter("X-Amz-Credential");
        return credential?.Split('/') is [.., var service, "aws4_request"] ? service : null;
    }

    /// <summary>The signature, or null when the request has none.</summary>
    /// <exception cref="Calls.AwsException">It lacks a part.</exception>
    public static SignedRequest? Read(WireRequest request, SecurityWords words)
    {
        if (request.Header("Authorization") is { } header)
        {
            return FromHeader(request, header, words);
        }

        return request.Parameter("X-Amz-Algorithm") is null && request.Parameter("X-Amz-Signature") is null ? null : FromQuery(request, words);
    }

    private static SignedRequest FromHeader(WireRequest request, string header, SecurityWords words)
    {
        if (!header.StartsWith(SignedRequest.Algorithm + " ", StringComparison.Ordinal))
        {
            throw words.Refuse(SecurityFault.Incomplete, $"Unsupported authorization type. Only {SignedRequest.Algorithm} is supported.");
        }

        return Build(
            Part(header, "Credential"), Part(header, "SignedHeaders"), Part(header, "Signature"), Time(request), request.Header("X-Amz-Security-Token"), null, "Authorization header requires", words);
    }

    private static SignedRequest FromQuery(WireRequest request, SecurityWords words)
    {
        if (request.Parameter("X-Amz-Algorithm") != SignedRequest.Algorithm)
        {
            throw words.Refuse(SecurityFault.Incomplete, $"X-Amz-Algorithm only supports \"{SignedRequest.Algorithm}\".");
        }

        // Services other than S3 sign queries without a time to live; those hold as long as a signature in the header.
        var expires = request.Parameter("X-Amz-Expires") ?? "900";
        if (!double.TryParse(expires, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || seconds is < 0 or > LongestPresignSeconds)
        {
            throw words.Refuse(SecurityFault.Incomplete, "X-Amz-Expires must be a non-negative number of seconds, less than a week.");
        }

        return Build(
            request.Parameter("X-Amz-Credential"), request.Parameter("X-Amz-SignedHeaders"), request.Parameter("X-Amz-Signature"), request.Parameter("X-Amz-Date"),
            request.Parameter("X-Amz-Security-Token"), TimeSpan.FromSeconds(seconds), "Query-string authentication requires", words);
    }

    private static SignedRequest Build(
        string? credential, string? signedHeaders, string? signature, string? time, string? token, TimeSpan? validFor, string requires, SecurityWords words)
    {
        if (string.IsNullOrEmpty(credential) || string.IsNullOrEmpty(signedHeaders) || string.IsNullOrEmpty(signature) || string.IsNullOrEmpty(time))
        {
            throw words.Refuse(SecurityFault.Incomplete, $"{requires} 'Credential', 'SignedHeaders' and 'Signature' parameters and a 'X-Amz-Date' or 'Date'.");
        }

        if (credential.Split('/') is not [var key, var day, var region, var service, "aws4_request"])
        {
            throw words.Refuse(SecurityFault.Incomplete, "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.");
        }

        return new SignedRequest
        {
            AccessKeyId = key,
            Day = day,
            Region = region,
            Service = service,
            SignedHeaders = signedHeaders.ToLowerInvariant().Split(';'),
            Signature = signature,
            Time = time,
            SessionToken = token,
            ValidFor = validFor,
        };
    }

    private static string? Time(WireRequest request)
    {
        if (request.Header("X-Amz-Date") is { } time)
        {
            return time;
        }

        return DateTimeOffset.TryParseExact(request.Header("Date"), "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)
            : null;
    }

    private static string? Part(string header, string name)
    {
        foreach (var part in header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split(','))
        {
            if (part.Trim().Split('=', 2) is [var key, var value] && key == name)
            {
                return value;
            }
        }

        return null;
    }
}
