using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>The object a request copies from.</summary>
internal static class CopySource
{
    /// <summary>Reads the header: <c>bucket/key</c>, with or without a slash before it, percent-encoded, and perhaps <c>?versionId=</c>.</summary>
    public static ObjectName Read(JsonObject request)
    {
        var text = request.Required("CopySource");
        var (path, version) = Split(text);
        var decoded = Uri.UnescapeDataString(path).TrimStart('/');
        var slash = decoded.IndexOf('/', StringComparison.Ordinal);
        return slash <= 0 || slash == decoded.Length - 1
            ? throw S3Error.InvalidArgument("Invalid copy source object key", "x-amz-copy-source", text)
            : new ObjectName(decoded[..slash], decoded[(slash + 1)..], version);
    }

    /// <summary>Opens the source and holds it against the request's conditions. The caller disposes it.</summary>
    public static async ValueTask<ObjectContent> OpenAsync(S3Access access, JsonObject request, CallContext context)
    {
        Encryptions.RefuseCustomerKeys(request);
        var name = Read(request);
        await access.BucketAsync(new JsonObject { ["Bucket"] = name.Bucket }.With("ExpectedBucketOwner", request.Text("ExpectedSourceBucketOwner")), context);
        var opened = await access.Store.OpenAsync(name, context.CancellationToken);
        if (!opened.IsGood)
        {
            throw opened.Refusal is Refusal.IsMarker
                ? S3Error.InvalidRequest("The source of a copy request may not specifically refer to a delete marker by version id.")
                : await access.MissingAsync(context, name.Bucket, opened.Refusal);
        }

        try
        {
            Check(opened.Value.Version, request, context);
            return opened.Value;
        }
        catch
        {
            opened.Value.Dispose();
            throw;
        }
    }

    /// <summary>What the caller needs on the source.</summary>
    public static ValueTask<Permission> NeedAsync(S3Access access, JsonObject request, CallContext context)
    {
        var name = Read(request);
        return access.NeedAsync(context, name.VersionId is null ? "s3:GetObject" : "s3:GetObjectVersion", name.Bucket, name.Key);
    }

    private static void Check(ObjectVersion version, JsonObject request, CallContext context)
    {
        Preconditions.Of(request, "CopySource").CheckCopy(version);
        if (!version.IsReadable(context.Time))
        {
            throw S3Error.Of("ObjectNotInActiveTierError", 403, "The source object of the COPY operation is not in the active tier.");
        }
    }

    private static (string Path, string? VersionId) Split(string text)
    {
        const string Mark = "?versionId=";
        var found = text.LastIndexOf(Mark, StringComparison.Ordinal);
        return found < 0 ? (text, null) : (text[..found], Uri.UnescapeDataString(text[(found + Mark.Length)..]));
    }
}
