namespace Headwater.Aws.Services.MediaPackage;

/// <summary>ListTagsForResource.</summary>
internal sealed record TagsAnswer
{
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
