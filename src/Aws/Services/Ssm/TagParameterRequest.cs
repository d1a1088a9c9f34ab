namespace Headwater.Aws.Services.Ssm;

/// <summary>AddTagsToResource, RemoveTagsFromResource and ListTagsForResource.</summary>
internal sealed record TagParameterRequest
{
    public required string ResourceType { get; init; }

    /// <summary>The parameter's name.</summary>
    public required string ResourceId { get; init; }

    public IReadOnlyList<ParameterTag> Tags { get; init; } = [];

    public IReadOnlyList<string> TagKeys { get; init; } = [];
}
