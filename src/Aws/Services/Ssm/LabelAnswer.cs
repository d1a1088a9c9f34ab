namespace Headwater.Aws.Services.Ssm;

/// <summary>LabelParameterVersion and UnlabelParameterVersion.</summary>
internal sealed record LabelAnswer
{
    public required IReadOnlyList<string> InvalidLabels { get; init; }

    /// <summary>Only of labelling.</summary>
    public long? ParameterVersion { get; init; }

    /// <summary>Only of unlabelling.</summary>
    public IReadOnlyList<string>? RemovedLabels { get; init; }
}
