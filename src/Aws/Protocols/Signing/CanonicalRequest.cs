using System.Text;

namespace Headwater.Aws.Protocols.Signing;

/// <summary>The text of a request that Signature Version 4 signs. Specification: AWS Signature Version 4, create a canonical request.</summary>
internal static class CanonicalRequest
{
    /// <summary>Builds it.</summary>
    /// <param name="request">The request as sent.</param>
    /// <param name="signedHeaders">Names of the signed headers, lower case.</param>
    /// <param name="payloadHash">Hash of the payload, or the word that stands for it.</param>
    /// <param name="isS3">S3 encodes the path once and leaves its dots and slashes alone.</param>
    public static string Build(WireRequest request, IReadOnlyList<string> signedHeaders, string payloadHash, bool isS3)
    {
        var text = new StringBuilder();
        text.Append(request.Method).Append('\n');
        text.Append(isS3 ? S3Path(request.Path) : Path(request.Path)).Append('\n');
        text.Append(Query(request.QueryText)).Append('\n');
        foreach (var name in signedHeaders)
        {
            text.Append(name).Append(':').Append(Collapse(request.Header(name) ?? "")).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(payloadHash).ToString();
    }

    private static string S3Path(string path) => Percent.Encode(Percent.DecodeBytes(path, plusIsSpace: false), keepSlash: true);

    // The path on the wire is encoded already; services other than S3 encode it once more.
    private static string Path(string path) => Percent.Encode(Normalize(path), keepSlash: true);

    // RFC 3986, 5.2.4, and several slashes are one.
    private static string Normalize(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                kept.RemoveRange(Math.Max(kept.Count - 1, 0), Math.Min(kept.Count, 1));
            }
            else if (segment != ".")
            {
                kept.Add(segment);
            }
        }

        var isFolder = path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal);
        return kept.Count == 0 ? "/" : $"/{string.Join('/', kept)}{(isFolder ? "/" : "")}";
    }

    private static string Query(string query)
    {
        var parameters = new List<(string Name, string Value)>();
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = Recode(equals < 0 ? part : part[..equals]);
            if (name != "X-Amz-Signature")
            {
                parameters.Add((name, equals < 0 ? "" : Recode(part[(equals + 1)..])));
            }
        }

        parameters.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name) is var order and not 0 ? order : string.CompareOrdinal(left.Value, right.Value));
        return string.Join('&', parameters.Select(parameter => $"{parameter.Name}={parameter.Value}"));
    }

    private static string Recode(string text) => Percent.Encode(Percent.DecodeBytes(text, plusIsSpace: true));

    private static string Collapse(string value)
    {
        var text = value.AsSpan().Trim();
        if (text.IndexOf("  ") < 0)
        {
            return text.ToString();
        }

        var collapsed = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character != ' ' || collapsed[^1] != ' ')
            {
                collapsed.Append(character);
            }
        }

        return collapsed.ToString();
    }
}
