using Headwater.Aws.Protocols;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Headwater.Aws.Gateway;

/// <summary>Takes a request from the server as it was sent: the server's own decoded path would hide what was signed.</summary>
internal static class HttpRequestReader
{
    /// <summary>The request without its body.</summary>
    public static WireRequest Read(HttpRequest request, IReadOnlyDictionary<string, string> headers)
    {
        var target = Target(request);
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new WireRequest
        {
            Method = request.Method,
            Path = question < 0 ? target : target[..question],
            QueryText = question < 0 ? "" : target[(question + 1)..],
            Headers = headers,
        };
    }

    /// <summary>Headers by any case; several lines of one name are joined by commas.</summary>
    public static Dictionary<string, string> Headers(HttpRequest request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers)
        {
            headers[name] = values.ToString();
        }

        return headers;
    }

    // The target may be a whole URL (RFC 9112, 3.2.2); what is signed is its path.
    private static string Target(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (target.StartsWith('/'))
        {
            return target;
        }

        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        var path = scheme < 0 ? -1 : target.IndexOf('/', scheme + 3);
        return path < 0 ? "/" : target[path..];
    }
}
