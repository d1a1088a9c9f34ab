using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>Names of a bucket's configuration documents, and how they are kept: as the caller gave them.</summary>
internal static class BucketSettings
{
    /// <summary>The bucket's policy; the text itself.</summary>
    public const string Policy = "Policy";

    /// <summary>PublicAccessBlockConfiguration.</summary>
    public const string PublicAccessBlock = "PublicAccessBlock";

    /// <summary>OwnershipControls.</summary>
    public const string Ownership = "OwnershipControls";

    /// <summary>ServerSideEncryptionConfiguration.</summary>
    public const string Encryption = "Encryption";

    /// <summary>The answer of GetBucketLifecycleConfiguration.</summary>
    public const string Lifecycle = "Lifecycle";

    /// <summary>CORSConfiguration.</summary>
    public const string Cors = "Cors";

    /// <summary>WebsiteConfiguration.</summary>
    public const string Website = "Website";

    /// <summary>Tagging.</summary>
    public const string Tagging = "Tagging";

    /// <summary>BucketLoggingStatus.</summary>
    public const string Logging = "Logging";

    /// <summary>The document of that name, or null.</summary>
    public static JsonObject? Read(Bucket bucket, string name) =>
        bucket.Settings.GetValueOrDefault(name) is { } text ? JsonNode.Parse(text)!.AsObject() : null;

    /// <summary>The bucket with a document; null removes it.</summary>
    public static Bucket With(Bucket bucket, string name, string? document)
    {
        var settings = new Dictionary<string, string>(bucket.Settings);
        if (document is null)
        {
            settings.Remove(name);
        }
        else
        {
            settings[name] = document;
        }

        return bucket with { Settings = settings };
    }

    /// <summary>A document as it is kept.</summary>
    public static string Text(JsonObject document) => document.ToJsonString(CanonicalJson.Options);

    /// <summary>Whether only the bucket's owner owns its objects, so that access control lists have no say.</summary>
    public static bool IsOwnerEnforced(Bucket bucket) =>
        Read(bucket, Ownership)?.List("Rules").Any(rule => rule.Text("ObjectOwnership") == "BucketOwnerEnforced") ?? false;
}
