using Headwater.Aws.Calls;
using Headwater.Aws.Gateway;
using Headwater.Aws.Protocols;
using Headwater.Objects;
using Headwater.Objects.Web;

namespace Headwater.Aws.Services.S3;

/// <summary>Answers browsers by the cross-origin rules of buckets: before a call, and with it.</summary>
/// <param name="store">The buckets.</param>
public sealed class S3Preflight(IObjectStore store) : IPreflight
{
    /// <inheritdoc/>
    public async ValueTask<WireAnswer> AnswerAsync(string? bucket, WireRequest request, CancellationToken cancellationToken)
    {
        if (request.Header("Origin") is not { } origin)
        {
            throw S3Error.Of("BadRequest", 400, "Insufficient information. Origin request header needed.");
        }

        if (request.Header("Access-Control-Request-Method") is not { } method)
        {
            throw S3Error.Of("BadRequest", 400, "Invalid Access-Control-Request-Method: null");
        }

        var found = bucket is null ? null : await store.Buckets.FindAsync(bucket, cancellationToken);
        var rules = found is null ? [] : WebDocuments.CorsOf(found);
        var headers = Cors.Preflight(rules, origin, method, request.Header("Access-Control-Request-Headers"))
            ?? throw S3Error.Of("AccessForbidden", 403, rules.Count == 0
                ? "CORSResponse: CORS is not enabled for this bucket."
                : "CORSResponse: This CORS request is not allowed. This is usually because the evaluation of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.");
        var answer = new WireAnswer { Status = 200 };
        foreach (var (name, value) in headers)
        {
            answer.Headers[name] = value;
        }

        return answer;
    }

    /// <summary>Adds what a browser must be told to the answer of a call that a page made.</summary>
    /// <param name="bucket">The bucket called.</param>
    /// <param name="operation">The operation's name, which tells its method.</param>
    /// <param name="context">The call.</param>
    internal static void AddHeaders(Bucket bucket, string operation, CallContext context)
    {
        if (context.RequestHeaders.GetValueOrDefault("Origin") is not { } origin)
        {
            return;
        }

        foreach (var (name, value) in Cors.Headers(WebDocuments.CorsOf(bucket), origin, MethodOf(operation)))
        {
            context.ResponseHeaders[name] = value;
        }
    }

    private static string MethodOf(string operation) => operation switch
    {
        "DeleteObjects" or "CreateMultipartUpload" or "CompleteMultipartUpload" or "RestoreObject" => "POST",
        _ when operation.StartsWith("Head", StringComparison.Ordinal) => "HEAD",
        _ when operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal) => "GET",
        _ when operation.StartsWith("Delete", StringComparison.Ordinal) || operation.StartsWith("Abort", StringComparison.Ordinal) => "DELETE",
        _ => "PUT",
    };
}
