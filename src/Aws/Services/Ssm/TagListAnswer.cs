namespace Headwater.Aws.Services.Ssm;

/// <summary>ListTagsForResource.</summary>
internal sealed record TagListAnswer(IReadOnlyList<ParameterTag> TagList);
