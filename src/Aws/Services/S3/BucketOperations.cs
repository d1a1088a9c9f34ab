using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>Buckets come, are looked at, and go.</summary>
internal sealed class BucketOperations(S3Access access)
{
    private const int MostTags = 50;

    /// <summary>Maps the operations.</summary>
    public void Map(S3Map map)
    {
        map.Account("ListBuckets", "s3:ListAllMyBuckets", ListAsync);
        map.Unbound("CreateBucket", "s3:CreateBucket", CreateAsync);
        map.Bucket("HeadBucket", "s3:ListBucket", (bucket, _, _) => new(new JsonObject { ["BucketRegion"] = bucket.Region }));
        map.Bucket("DeleteBucket", "s3:DeleteBucket", DeleteAsync);
        map.Bucket("GetBucketLocation", "s3:GetBucketLocation", (bucket, _, _) =>
            new(new JsonObject().With("LocationConstraint", bucket.Region == "us-east-1" ? null : bucket.Region)));
    }

    private async ValueTask<JsonObject> ListAsync(JsonObject request, CallContext context)
    {
        var limit = (int)(request.Number("MaxBuckets") ?? 10_000);
        var after = request.Text("ContinuationToken");
        var listed = new JsonArray();
        string? next = null;
        await foreach (var bucket in access.Store.Buckets.ListAsync(request.Text("Prefix") ?? "", context.CancellationToken))
        {
            if (bucket.Account != context.Account || string.CompareOrdinal(bucket.Name, after) <= 0 || (request.Text("BucketRegion") is { } region && region != bucket.Region))
            {
                continue;
            }

            if (listed.Count == limit)
            {
                next = listed[^1]!["Name"]!.ToString();
                break;
            }

            listed.Add(new JsonObject { ["Name"] = bucket.Name, ["CreationDate"] = CanonicalJson.Timestamp(bucket.Created), ["BucketRegion"] = bucket.Region });
        }

        return new JsonObject { ["Buckets"] = listed, ["Owner"] = S3Owner.Of(context.Account) }.With("ContinuationToken", next).With("Prefix", request.Text("Prefix"));
    }

    private async ValueTask<JsonObject> CreateAsync(JsonObject request, CallContext context)
    {
        var bucket = NewBucket(request, context);
        var created = await access.Store.Buckets.CreateAsync(bucket, context.CancellationToken);
        if (created.Refusal is Refusal.BucketExists { Existing: var existing } && existing.Account == context.Account && (existing.Region != "us-east-1" || bucket.Region != "us-east-1"))
        {
            throw S3Error.Of("BucketAlreadyOwnedByYou", 409, "Your previous request to create the named bucket succeeded and you already own it.", "BucketName", bucket.Name);
        }

        // In us-east-1, creating one's own bucket again is answered as if it were new, and changes nothing.
        if (created.Refusal is not Refusal.BucketExists { Existing: { Account: var owner } } || owner != context.Account)
        {
            created.Accepted();
        }

        var location = bucket.Region == "us-east-1" ? $"/{bucket.Name}" : $"{context.Endpoint}/{bucket.Name}/";
        return new JsonObject { ["Location"] = location, ["BucketArn"] = S3Access.Arn(bucket.Name) };
    }

    private static Bucket NewBucket(JsonObject request, CallContext context)
    {
        var name = request.Required("Bucket");
        if (!BucketNames.IsGood(name))
        {
            throw S3Error.Of("InvalidBucketName", 400, "The specified bucket is not valid.", "BucketName", name);
        }

        if (request.Flag("ObjectLockEnabledForBucket"))
        {
            throw S3Error.NotImplemented("Object Lock is not run by this platform.");
        }

        var configuration = request.Structure("CreateBucketConfiguration");
        if (configuration?.Structure("Bucket") is not null || configuration?.Structure("Location") is not null || request.Text("BucketNamespace") is not null and not "global")
        {
            throw S3Error.NotImplemented("Directory buckets and account-regional namespaces are not run by this platform.");
        }

        var bucket = new Bucket { Name = name, Id = "", Account = context.Account, Region = RegionOf(configuration?.Text("LocationConstraint"), context), Created = default };
        bucket = BucketSettings.With(bucket, BucketSettings.PublicAccessBlock, BucketSettings.Text(PublicAccess.Everything.Write()));
        bucket = BucketSettings.With(bucket, BucketSettings.Ownership, BucketSettings.Text(new JsonObject
        {
            ["Rules"] = new JsonArray(new JsonObject { ["ObjectOwnership"] = request.Text("ObjectOwnership") ?? "BucketOwnerEnforced" }),
        }));
        S3Owner.CheckAcl(bucket, request);
        var tags = S3Tags.Read(configuration?.List("Tags") ?? [], MostTags);
        return tags.Count == 0 ? bucket : BucketSettings.With(bucket, BucketSettings.Tagging, BucketSettings.Text(new JsonObject { ["TagSet"] = S3Tags.Write(tags) }));
    }

    private static string RegionOf(string? constraint, CallContext context) => constraint switch
    {
        null or "" => context.Region,
        "us-east-1" => throw S3Error.Of("InvalidLocationConstraint", 400, "The specified location-constraint is not valid", "LocationConstraint", constraint),
        "EU" => "eu-west-1",
        _ => constraint,
    };

    private async ValueTask<JsonObject> DeleteAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        (await access.Store.Buckets.DeleteAsync(bucket.Name, context.CancellationToken)).Accepted();
        return [];
    }
}
