namespace Headwater.Aws.Services.Ssm;

/// <summary>LabelParameterVersion and UnlabelParameterVersion.</summary>
internal sealed record LabelRequest
{
    public required string Name { get; init; }

    /// <summary>Which; null for the newest.</summary>
    public long? ParameterVersion { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }
}
