using System.Text.Json.Nodes;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>What is said of encryption. Bytes are kept as they came: these settings are repeated, not applied.</summary>
internal static class Encryptions
{
    /// <summary>What an object of a bucket says when its writer asked for nothing.</summary>
    public static JsonObject DefaultOf(Bucket bucket)
    {
        var rule = BucketSettings.Read(bucket, BucketSettings.Encryption)?.List("Rules").FirstOrDefault();
        var byDefault = rule?.Structure("ApplyServerSideEncryptionByDefault");
        return new JsonObject { ["ServerSideEncryption"] = byDefault?.Text("SSEAlgorithm") ?? "AES256" }
            .With("SSEKMSKeyId", byDefault?.Text("KMSMasterKeyID"))
            .With("BucketKeyEnabled", rule?.Flag("BucketKeyEnabled"));
    }

    /// <summary>What a bucket answers that never had a configuration, or lost it.</summary>
    public static JsonObject Configuration() => new()
    {
        ["Rules"] = new JsonArray(new JsonObject
        {
            ["ApplyServerSideEncryptionByDefault"] = new JsonObject { ["SSEAlgorithm"] = "AES256" },
            ["BucketKeyEnabled"] = false,
        }),
    };

    /// <summary>What a writer asked for, to be kept with the object; null for nothing.</summary>
    public static string? Asked(JsonObject request)
    {
        RefuseCustomerKeys(request);
        var (algorithm, key) = (request.Text("ServerSideEncryption"), request.Text("SSEKMSKeyId"));
        if (key is not null && algorithm is not ("aws:kms" or "aws:kms:dsse"))
        {
            throw S3Error.InvalidArgument("Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms", "x-amz-server-side-encryption", algorithm);
        }

        return algorithm is null ? null : BucketSettings.Text(new JsonObject { ["ServerSideEncryption"] = algorithm }
            .With("SSEKMSKeyId", key).With("BucketKeyEnabled", request.Flag("BucketKeyEnabled")));
    }

    /// <summary>Refuses keys that come with the request: what is kept could be read without them.</summary>
    public static void RefuseCustomerKeys(JsonObject request)
    {
        if (request.Text("SSECustomerAlgorithm") is not null || request.Text("SSECustomerKey") is not null || request.Text("CopySourceSSECustomerKey") is not null)
        {
            throw S3Error.NotImplemented("Encryption with keys of the customer is not run by this platform.");
        }
    }

    /// <summary>Checks a configuration that is to be put.</summary>
    public static void Check(JsonObject configuration)
    {
        var rules = configuration.List("Rules").ToArray();
        if (rules.Length != 1)
        {
            throw S3Error.MalformedXml();
        }

        var byDefault = rules[0].Structure("ApplyServerSideEncryptionByDefault");
        if (byDefault?.Text("SSEAlgorithm") == "AES256" && byDefault.Text("KMSMasterKeyID") is not null)
        {
            throw S3Error.InvalidArgument("a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse", "KMSMasterKeyID", byDefault.Text("KMSMasterKeyID"));
        }
    }
}
