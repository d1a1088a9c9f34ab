namespace Headwater.Aws.Services.MediaPackage;

/// <summary>TagResource, UntagResource and ListTagsForResource.</summary>
internal sealed record TagRequest
{
    public required string ResourceArn { get; init; }

    public Dictionary<string, string>? Tags { get; init; }

    public IReadOnlyList<string>? TagKeys { get; init; }
}
