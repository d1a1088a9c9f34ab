using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;
using Headwater.Objects.Lifecycle;

namespace Headwater.Aws.Services.S3;

/// <summary>What is said of a version in answers.</summary>
internal static class ObjectAnswers
{
    /// <summary>An ETag as it is written in answers.</summary>
    public static string Quoted(string etag) => $"\"{etag}\"";

    /// <summary>The version's id, when its bucket ever kept versions.</summary>
    public static string? VersionIdOf(Bucket bucket, string? versionId) => bucket.Versioning == BucketVersioning.Off ? null : versionId;

    /// <summary>What a write answers.</summary>
    public static JsonObject Written(Bucket bucket, ObjectVersion version) =>
        new JsonObject { ["ETag"] = Quoted(version.ETag) }
            .With("VersionId", VersionIdOf(bucket, version.VersionId))
            .With("Expiration", Expiration(bucket, version))
            .WithChecksum(version.Checksum)
            .WithEncryption(bucket, version.Description.Encryption);

    /// <summary>What a read answers, apart from what depends on the range.</summary>
    public static JsonObject Read(Bucket bucket, ObjectVersion version, JsonObject request, CallContext context)
    {
        var description = version.Description;
        var answer = new JsonObject
        {
            ["AcceptRanges"] = "bytes",
            ["LastModified"] = CanonicalJson.Timestamp(version.Modified),
            ["ETag"] = Quoted(version.ETag),
            ["ContentType"] = request.Text("ResponseContentType") ?? description.ContentType ?? "binary/octet-stream",
            ["Metadata"] = new JsonObject(description.Metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
        return answer
            .With("CacheControl", request.Text("ResponseCacheControl") ?? description.CacheControl)
            .With("ContentDisposition", request.Text("ResponseContentDisposition") ?? description.ContentDisposition)
            .With("ContentEncoding", request.Text("ResponseContentEncoding") ?? description.ContentEncoding)
            .With("ContentLanguage", request.Text("ResponseContentLanguage") ?? description.ContentLanguage)
            .With("Expires", request.Text("ResponseExpires") ?? description.Expires)
            .With("WebsiteRedirectLocation", description.WebsiteRedirect)
            .With("StorageClass", description.StorageClass == StorageClasses.Standard ? null : description.StorageClass)
            .With("VersionId", VersionIdOf(bucket, version.VersionId))
            .With("Expiration", Expiration(bucket, version))
            .With("Restore", Restore(version, context.Time))
            .With("TagCount", description.Tags.Count == 0 ? null : description.Tags.Count)
            .WithEncryption(bucket, description.Encryption);
    }

    /// <summary>Adds how an object says it is encrypted: as asked, else as the bucket's default says.</summary>
    public static JsonObject WithEncryption(this JsonObject answer, Bucket bucket, string? asked)
    {
        var encryption = asked is null ? Encryptions.DefaultOf(bucket) : JsonNode.Parse(asked)!.AsObject();
        return answer
            .With("ServerSideEncryption", encryption.Text("ServerSideEncryption"))
            .With("SSEKMSKeyId", encryption.Text("SSEKMSKeyId"))
            .With("BucketKeyEnabled", encryption.Flag("BucketKeyEnabled") ? true : null);
    }

    private static string? Expiration(Bucket bucket, ObjectVersion version) =>
        LifecyclePolicy.ExpiryOf(bucket, version) is { } due
            ? $"expiry-date=\"{due.Time.UtcDateTime.ToString("R", CultureInfo.InvariantCulture)}\", rule-id=\"{Uri.EscapeDataString(due.RuleId)}\""
            : null;

    private static string? Restore(ObjectVersion version, DateTimeOffset now) =>
        version.RestoredUntil is { } until && until > now
            ? $"ongoing-request=\"false\", expiry-date=\"{until.UtcDateTime.ToString("R", CultureInfo.InvariantCulture)}\""
            : null;
}
