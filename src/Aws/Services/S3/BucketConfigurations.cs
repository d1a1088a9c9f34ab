using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>A bucket's configuration documents are put, read and removed.</summary>
internal sealed class BucketConfigurations(S3Access access)
{
    private const int MostTags = 50;

    /// <summary>Maps the operations.</summary>
    public void Map(S3Map map)
    {
        MapVersioning(map);
        MapPolicy(map);
        MapLifecycle(map);
        MapKept(map);
        MapTagging(map);
        MapFixed(map);
    }

    private void MapVersioning(S3Map map)
    {
        map.Bucket("GetBucketVersioning", "s3:GetBucketVersioning", (bucket, _, _) =>
            new(new JsonObject().With("Status", bucket.Versioning == BucketVersioning.Off ? null : bucket.Versioning.ToString())));
        map.Bucket("PutBucketVersioning", "s3:PutBucketVersioning", async (bucket, request, context) =>
        {
            var configuration = request.Structure("VersioningConfiguration") ?? throw S3Error.MalformedXml();
            if (configuration.Text("MFADelete") == "Enabled")
            {
                throw S3Error.NotImplemented("Deletion by a second factor is not run by this platform.");
            }

            var versioning = configuration.Text("Status") switch
            {
                "Enabled" => BucketVersioning.Enabled,
                "Suspended" => BucketVersioning.Suspended,
                _ => throw S3Error.Of("IllegalVersioningConfigurationException", 400, "The Versioning element must be specified"),
            };
            return await UpdateAsync(bucket, context, found => found with { Versioning = versioning });
        });
    }

    private void MapPolicy(S3Map map)
    {
        map.Bucket("GetBucketPolicy", "s3:GetBucketPolicy", (bucket, _, _) => new(new JsonObject { ["Policy"] = PolicyOf(bucket) }));
        map.Bucket("GetBucketPolicyStatus", "s3:GetBucketPolicyStatus", (bucket, _, _) =>
            new(new JsonObject { ["PolicyStatus"] = new JsonObject { ["IsPublic"] = BucketPolicy.IsPublic(PolicyOf(bucket)) } }));
        map.Bucket("PutBucketPolicy", "s3:PutBucketPolicy", async (bucket, request, context) =>
        {
            var policy = request.Required("Policy");
            BucketPolicy.Check(policy, bucket.Name);
            context.ResponseStatus = 204;
            return await UpdateAsync(bucket, context, found => PublicAccess.Of(found).BlockPublicPolicy && BucketPolicy.IsPublic(policy)
                ? throw S3Error.AccessDenied($"User: {context.Principal.Arn} is not authorized to perform: s3:PutBucketPolicy on resource: \"{S3Access.Arn(bucket.Name)}\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.")
                : BucketSettings.With(found, BucketSettings.Policy, policy));
        });
        map.Bucket("DeleteBucketPolicy", "s3:DeleteBucketPolicy", (bucket, _, context) => RemoveAsync(bucket, context, BucketSettings.Policy));
    }

    private void MapLifecycle(S3Map map)
    {
        map.Bucket("GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration", (bucket, _, _) =>
            new(Kept(bucket, BucketSettings.Lifecycle, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist")));
        map.Bucket("PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration", async (bucket, request, context) =>
        {
            var minimum = request.Text("TransitionDefaultMinimumObjectSize") ?? "all_storage_classes_128K";
            var (rules, document) = LifecycleDocument.Read(request.Structure("LifecycleConfiguration") ?? throw S3Error.MalformedXml());
            document["TransitionDefaultMinimumObjectSize"] = minimum;
            await UpdateAsync(bucket, context, found => BucketSettings.With(found, BucketSettings.Lifecycle, BucketSettings.Text(document)) with { Lifecycle = rules });
            return new JsonObject { ["TransitionDefaultMinimumObjectSize"] = minimum };
        });
        map.Bucket("DeleteBucketLifecycle", "s3:PutLifecycleConfiguration", async (bucket, _, context) =>
            await UpdateAsync(bucket, context, found => BucketSettings.With(found, BucketSettings.Lifecycle, null) with { Lifecycle = [] }));
    }

    private void MapKept(S3Map map)
    {
        map.Bucket("GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock", (bucket, _, _) => new(new JsonObject
        {
            ["PublicAccessBlockConfiguration"] = Kept(bucket, BucketSettings.PublicAccessBlock, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
        }));
        MapPut(map, "PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock", "PublicAccessBlockConfiguration", BucketSettings.PublicAccessBlock, document => PublicAccess.Read(document).Write());
        MapDelete(map, "DeletePublicAccessBlock", "s3:PutBucketPublicAccessBlock", BucketSettings.PublicAccessBlock);

        map.Bucket("GetBucketOwnershipControls", "s3:GetBucketOwnershipControls", (bucket, _, _) => new(new JsonObject
        {
            ["OwnershipControls"] = Kept(bucket, BucketSettings.Ownership, "OwnershipControlsNotFoundError", "The bucket ownership controls were not found"),
        }));
        MapPut(map, "PutBucketOwnershipControls", "s3:PutBucketOwnershipControls", "OwnershipControls", BucketSettings.Ownership, Ownership);
        MapDelete(map, "DeleteBucketOwnershipControls", "s3:PutBucketOwnershipControls", BucketSettings.Ownership);

        map.Bucket("GetBucketEncryption", "s3:GetEncryptionConfiguration", (bucket, _, _) =>
            new(new JsonObject { ["ServerSideEncryptionConfiguration"] = BucketSettings.Read(bucket, BucketSettings.Encryption) ?? Encryptions.Configuration() }));
        MapPut(map, "PutBucketEncryption", "s3:PutEncryptionConfiguration", "ServerSideEncryptionConfiguration", BucketSettings.Encryption, document => Checked(document, Encryptions.Check));
        MapDelete(map, "DeleteBucketEncryption", "s3:PutEncryptionConfiguration", BucketSettings.Encryption);

        map.Bucket("GetBucketCors", "s3:GetBucketCORS", (bucket, _, _) =>
            new(Kept(bucket, BucketSettings.Cors, "NoSuchCORSConfiguration", "The CORS configuration does not exist")));
        MapPut(map, "PutBucketCors", "s3:PutBucketCORS", "CORSConfiguration", BucketSettings.Cors, document => Checked(document, WebDocuments.CheckCors));
        MapDelete(map, "DeleteBucketCors", "s3:PutBucketCORS", BucketSettings.Cors);

        map.Bucket("GetBucketWebsite", "s3:GetBucketWebsite", (bucket, _, _) =>
            new(Kept(bucket, BucketSettings.Website, "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration")));
        MapPut(map, "PutBucketWebsite", "s3:PutBucketWebsite", "WebsiteConfiguration", BucketSettings.Website, document => Checked(document, WebDocuments.CheckWebsite));
        MapDelete(map, "DeleteBucketWebsite", "s3:DeleteBucketWebsite", BucketSettings.Website);

        map.Bucket("GetBucketLogging", "s3:GetBucketLogging", (bucket, _, _) => new(BucketSettings.Read(bucket, BucketSettings.Logging) ?? []));
        map.Bucket("PutBucketLogging", "s3:PutBucketLogging", PutLoggingAsync);
    }

    private void MapTagging(S3Map map)
    {
        map.Bucket("GetBucketTagging", "s3:GetBucketTagging", (bucket, _, _) => new(Kept(bucket, BucketSettings.Tagging, "NoSuchTagSet", "The TagSet does not exist")));
        map.Bucket("PutBucketTagging", "s3:PutBucketTagging", async (bucket, request, context) =>
        {
            var tags = S3Tags.Read(request.Structure("Tagging")?.List("TagSet") ?? throw S3Error.MalformedXml(), MostTags);
            context.ResponseStatus = 204;
            return await PutAsync(bucket, context, BucketSettings.Tagging, new JsonObject { ["TagSet"] = S3Tags.Write(tags) });
        });
        map.Bucket("DeleteBucketTagging", "s3:PutBucketTagging", (bucket, _, context) => RemoveAsync(bucket, context, BucketSettings.Tagging));
    }

    // What this platform does not run is answered as a bucket answers that never configured it, and refused by name when it is put.
    private static void MapFixed(S3Map map)
    {
        map.Bucket("GetBucketAcl", "s3:GetBucketAcl", (bucket, _, _) => new(S3Owner.Acl(bucket.Account)));
        map.Bucket("PutBucketAcl", "s3:PutBucketAcl", (bucket, request, _) =>
        {
            S3Owner.CheckAcl(bucket, request);
            return new([]);
        });
        map.Bucket("GetBucketAccelerateConfiguration", "s3:GetAccelerateConfiguration", (_, _, _) => new([]));
        map.Bucket("PutBucketAccelerateConfiguration", "s3:PutAccelerateConfiguration", (_, request, _) =>
            request.Structure("AccelerateConfiguration")?.Text("Status") == "Suspended" ? new([]) : throw S3Error.NotImplemented("Transfer acceleration is not run by this platform."));
        map.Bucket("GetBucketRequestPayment", "s3:GetBucketRequestPayment", (_, _, _) => new(new JsonObject { ["Payer"] = "BucketOwner" }));
        map.Bucket("PutBucketRequestPayment", "s3:PutBucketRequestPayment", (_, request, _) =>
            request.Structure("RequestPaymentConfiguration")?.Text("Payer") == "BucketOwner" ? new([]) : throw S3Error.NotImplemented("Payment by the requester is not run by this platform."));
        map.Bucket("GetBucketNotificationConfiguration", "s3:GetBucketNotification", (_, _, _) => new([]));
        map.Bucket("PutBucketNotificationConfiguration", "s3:PutBucketNotification", (_, request, _) =>
            request.Structure("NotificationConfiguration") is not { } configuration || configuration.All(member => member.Value is JsonArray { Count: 0 })
                ? new([])
                : throw S3Error.NotImplemented("Notifications of buckets are not run by this platform."));
        map.Bucket("GetBucketReplication", "s3:GetReplicationConfiguration", (bucket, _, _) =>
            throw S3Error.NoConfiguration("ReplicationConfigurationNotFoundError", "The replication configuration was not found", bucket.Name));
        map.Bucket("DeleteBucketReplication", "s3:PutReplicationConfiguration", (_, _, _) => new([]));
        map.Bucket("GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration", (bucket, _, _) =>
            throw S3Error.NoConfiguration("ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket", bucket.Name));
    }

    private void MapPut(S3Map map, string name, string action, string member, string setting, Func<JsonObject, JsonObject> normalize) =>
        map.Bucket(name, action, (bucket, request, context) => PutAsync(bucket, context, setting, normalize(request.Structure(member) ?? throw S3Error.MalformedXml())));

    private void MapDelete(S3Map map, string name, string action, string setting) =>
        map.Bucket(name, action, (bucket, _, context) => RemoveAsync(bucket, context, setting));

    private static JsonObject Kept(Bucket bucket, string setting, string code, string message) =>
        BucketSettings.Read(bucket, setting) ?? throw S3Error.NoConfiguration(code, message, bucket.Name);

    private static string PolicyOf(Bucket bucket) =>
        bucket.Settings.GetValueOrDefault(BucketSettings.Policy) ?? throw S3Error.NoConfiguration("NoSuchBucketPolicy", "The bucket policy does not exist", bucket.Name);

    private static JsonObject Checked(JsonObject document, Action<JsonObject> check)
    {
        check(document);
        return document;
    }

    private static JsonObject Ownership(JsonObject document) => document.List("Rules").Count() == 1 ? document : throw S3Error.MalformedXml();

    private async ValueTask<JsonObject> PutLoggingAsync(Bucket bucket, JsonObject request, CallContext context)
    {
        var status = request.Structure("BucketLoggingStatus") ?? throw S3Error.MalformedXml();
        if (status.Structure("LoggingEnabled") is not { } logging)
        {
            return await RemoveAsync(bucket, context, BucketSettings.Logging);
        }

        if (logging.List("TargetGrants").Any())
        {
            throw S3Error.NotImplemented("Grants on access logs are not run by this platform: use a policy on the target bucket.");
        }

        var target = await access.Store.Buckets.FindAsync(logging.Required("TargetBucket"), context.CancellationToken);
        if (target is null || target.Account != bucket.Account || target.Region != bucket.Region)
        {
            throw S3Error.Of("InvalidTargetBucketForLogging", 400, "The target bucket for logging does not exist, is not owned by you, or does not have the appropriate grants for the log-delivery group.", "TargetBucket", logging.Required("TargetBucket"));
        }

        return await PutAsync(bucket, context, BucketSettings.Logging, status);
    }

    private ValueTask<JsonObject> PutAsync(Bucket bucket, CallContext context, string setting, JsonObject document) =>
        UpdateAsync(bucket, context, found => BucketSettings.With(found, setting, BucketSettings.Text(document)));

    private ValueTask<JsonObject> RemoveAsync(Bucket bucket, CallContext context, string setting) =>
        UpdateAsync(bucket, context, found => BucketSettings.With(found, setting, null));

    private async ValueTask<JsonObject> UpdateAsync(Bucket bucket, CallContext context, Func<Bucket, Bucket> change)
    {
        (await access.Store.Buckets.UpdateAsync(bucket.Name, change, context.CancellationToken)).Accepted();
        return [];
    }
}
