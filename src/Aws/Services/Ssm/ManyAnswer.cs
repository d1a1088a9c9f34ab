namespace Headwater.Aws.Services.Ssm;

/// <summary>GetParameters, GetParametersByPath, GetParameterHistory and DescribeParameters.</summary>
internal sealed record ManyAnswer
{
    public required IReadOnlyList<ParameterAnswer> Parameters { get; init; }

    /// <summary>Names of what is not there; only GetParameters.</summary>
    public IReadOnlyList<string>? InvalidParameters { get; init; }

    public string? NextToken { get; init; }
}
