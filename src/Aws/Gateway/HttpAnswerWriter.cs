using Headwater.Aws.Protocols;
using Microsoft.AspNetCore.Http;

namespace Headwater.Aws.Gateway;

/// <summary>Hands an answer to the server.</summary>
internal static class HttpAnswerWriter
{
    /// <summary>Writes status, headers and body; streams what the handler streams, and disposes it.</summary>
    public static async Task WriteAsync(HttpResponse response, GatewayCall call, WireAnswer answer)
    {
        await using var stream = call.Context?.ResponseBody;
        var streams = call.Error is null ? stream : null;
        response.StatusCode = call.StatusOf(answer);
        WriteHeaders(response, call, answer);
        if (HttpMethods.IsHead(response.HttpContext.Request.Method) || response.StatusCode is 204 or 304)
        {
            DropBodyHeaders(response);
            return;
        }

        if (streams is null)
        {
            response.ContentLength = answer.Body.Length;
            await response.Body.WriteAsync(answer.Body, response.HttpContext.RequestAborted);
        }
        else
        {
            response.ContentLength ??= streams.CanSeek ? streams.Length - streams.Position : null;
            await streams.CopyToAsync(response.Body, response.HttpContext.RequestAborted);
        }
    }

    private static void WriteHeaders(HttpResponse response, GatewayCall call, WireAnswer answer)
    {
        if (call.Target?.IsS3 != false)
        {
            response.Headers["x-amz-request-id"] = call.RequestId;
            response.Headers["x-amz-id-2"] = call.RequestId;
        }
        else
        {
            response.Headers["x-amzn-RequestId"] = call.RequestId;
        }

        // A handler also describes what it refuses: an ETag beside 304, a delete marker beside 404. The error's body has headers of its own.
        foreach (var (name, value) in call.Context?.ResponseHeaders ?? [])
        {
            if (call.Error is null || !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Range", StringComparison.OrdinalIgnoreCase))
            {
                response.Headers[name] = value;
            }
        }

        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }
    }

    // A length without a body is right for HEAD alone (RFC 9110, 8.6).
    private static void DropBodyHeaders(HttpResponse response)
    {
        if (response.StatusCode == 204)
        {
            response.ContentLength = null;
        }
    }
}
