using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>Maps operations by what they are about, so that each says only what it does and which action it needs.</summary>
internal sealed class S3Map(OperationMap operations, S3Access access)
{
    /// <summary>Maps an operation on the account.</summary>
    public void Account(string name, string action, Func<JsonObject, CallContext, ValueTask<JsonObject>> handler) =>
        operations.Map<JsonObject, JsonObject>(name, handler, (_, _) => new Permission(action, "*"));

    /// <summary>Maps an operation on a bucket that need not exist.</summary>
    public void Unbound(string name, string action, Func<JsonObject, CallContext, ValueTask<JsonObject>> handler) =>
        operations.Map<JsonObject, JsonObject>(name, handler, (request, _) => new Permission(action, S3Access.Arn(request.Required("Bucket"))));

    /// <summary>Maps an operation on a bucket.</summary>
    public void Bucket(string name, string action, Func<Bucket, JsonObject, CallContext, ValueTask<JsonObject>> handler, Func<JsonObject, Dictionary<string, string>>? conditions = null) =>
        operations.Map<JsonObject, JsonObject>(
            name,
            (request, context) => RunAsync(name, handler, request, context),
            async (request, context) => [await access.NeedAsync(context, action, request.Required("Bucket"), null, conditions?.Invoke(request))]);

    /// <summary>Maps an operation on a bucket whose handler asks by itself whether the caller may, object by object.</summary>
    public void BucketByObject(string name, Func<Bucket, JsonObject, CallContext, ValueTask<JsonObject>> handler) =>
        operations.Map<JsonObject, JsonObject>(
            name,
            (request, context) => RunAsync(name, handler, request, context),
            (_, _) => new ValueTask<IReadOnlyList<Permission>>([]));

    /// <summary>Maps an operation on an object.</summary>
    public void Object(string name, Func<JsonObject, string> action, Func<Bucket, JsonObject, CallContext, ValueTask<JsonObject>> handler) =>
        Object(name, async (request, context) => [await access.NeedAsync(context, action(request), request.Required("Bucket"), request.Required("Key"))], handler);

    /// <summary>Maps an operation on an object that needs more than one permission.</summary>
    public void Object(string name, Func<JsonObject, CallContext, ValueTask<IReadOnlyList<Permission>>> permissions, Func<Bucket, JsonObject, CallContext, ValueTask<JsonObject>> handler) =>
        operations.Map<JsonObject, JsonObject>(name, (request, context) => RunAsync(name, handler, request, context), permissions);

    /// <summary>The action for an object or, when the request names one, for a version: <c>s3:GetObject</c> and <c>s3:GetObjectVersion</c>.</summary>
    public static Func<JsonObject, string> Versioned(string action, string versionAction) =>
        request => request.Text("VersionId") is null ? action : versionAction;

    private async ValueTask<JsonObject> RunAsync(string name, Func<Bucket, JsonObject, CallContext, ValueTask<JsonObject>> handler, JsonObject request, CallContext context)
    {
        var bucket = await access.BucketAsync(request, context);
        S3Preflight.AddHeaders(bucket, name, context);
        return await handler(bucket, request, context);
    }
}
