using System.Text.Json.Nodes;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>A bucket's public access block; without one nothing is blocked.</summary>
internal sealed record PublicAccess(bool BlockPublicAcls, bool IgnorePublicAcls, bool BlockPublicPolicy, bool RestrictPublicBuckets)
{
    /// <summary>What a new bucket has.</summary>
    public static PublicAccess Everything { get; } = new(true, true, true, true);

    /// <summary>The one of a bucket.</summary>
    public static PublicAccess Of(Bucket bucket) =>
        BucketSettings.Read(bucket, BucketSettings.PublicAccessBlock) is { } document ? Read(document) : new PublicAccess(false, false, false, false);

    /// <summary>Reads the model's document.</summary>
    public static PublicAccess Read(JsonObject document) =>
        new(document.Flag(nameof(BlockPublicAcls)), document.Flag(nameof(IgnorePublicAcls)), document.Flag(nameof(BlockPublicPolicy)), document.Flag(nameof(RestrictPublicBuckets)));

    /// <summary>The model's document, with all four members.</summary>
    public JsonObject Write() => new()
    {
        [nameof(BlockPublicAcls)] = BlockPublicAcls,
        [nameof(IgnorePublicAcls)] = IgnorePublicAcls,
        [nameof(BlockPublicPolicy)] = BlockPublicPolicy,
        [nameof(RestrictPublicBuckets)] = RestrictPublicBuckets,
    };
}
