using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>Finds the bucket of a call and says what the call needs to be allowed.</summary>
internal sealed class S3Access(IObjectStore store, IAuthorizer authorizer)
{
    /// <summary>The objects.</summary>
    public IObjectStore Store => store;

    /// <summary>ARN of a bucket, or of an object in it.</summary>
    public static string Arn(string bucket, string? key = null) => key is null ? $"arn:aws:s3:::{bucket}" : $"arn:aws:s3:::{bucket}/{key}";

    /// <summary>The bucket of a request; it must belong to whom the caller expects.</summary>
    public async ValueTask<Bucket> BucketAsync(JsonObject request, CallContext context)
    {
        var name = request.Required("Bucket");
        var bucket = await store.Buckets.FindAsync(name, context.CancellationToken) ?? throw S3Error.From(new Refusal.NoSuchBucket(name));
        return request.Text("ExpectedBucketOwner") is { } owner && owner != bucket.Account ? throw S3Error.AccessDenied() : bucket;
    }

    /// <summary>A permission on a bucket or an object, with the bucket's policy as far as the public access block lets it count.</summary>
    public async ValueTask<Permission> NeedAsync(CallContext context, string action, string bucket, string? key = null, IReadOnlyDictionary<string, string>? conditions = null)
    {
        var found = await store.Buckets.FindAsync(bucket, context.CancellationToken);
        return new Permission(action, Arn(bucket, key)) { ResourcePolicy = found is null ? null : PolicyFor(found, context.Principal), Conditions = conditions };
    }

    /// <summary>Whether the caller may; null, or the refusal's words.</summary>
    public ValueTask<string?> RefusalAsync(CallContext context, Permission permission) => authorizer.RefusalAsync(context, permission);

    /// <summary>The answer to who asks for an object that is not there: only who may list the bucket learns that it is not.</summary>
    public async ValueTask<AwsException> MissingAsync(CallContext context, string bucket, Refusal refusal)
    {
        if (refusal is Refusal.NoSuchKey { Marker: { } marker })
        {
            context.ResponseHeaders["x-amz-delete-marker"] = "true";
            context.ResponseHeaders["x-amz-version-id"] = marker.VersionId;
        }

        if (refusal is Refusal.IsMarker)
        {
            context.ResponseHeaders["x-amz-delete-marker"] = "true";
            context.ResponseHeaders["Allow"] = "DELETE";
        }

        return refusal is Refusal.NoSuchKey && await authorizer.RefusalAsync(context, await NeedAsync(context, "s3:ListBucket", bucket)) is { } words
            ? S3Error.AccessDenied(words)
            : S3Error.From(refusal);
    }

    private static string? PolicyFor(Bucket bucket, Principal principal)
    {
        var policy = bucket.Settings.GetValueOrDefault(BucketSettings.Policy);
        var isStranger = principal.Kind == PrincipalKind.Anonymous || (principal.Kind != PrincipalKind.Service && principal.Account != bucket.Account);

        // A restricted bucket's public policy lets in the account and services only.
        return policy is not null && isStranger && PublicAccess.Of(bucket).RestrictPublicBuckets && BucketPolicy.IsPublic(policy) ? null : policy;
    }
}
