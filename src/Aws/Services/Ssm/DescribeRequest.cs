namespace Headwater.Aws.Services.Ssm;

/// <summary>DescribeParameters.</summary>
internal sealed record DescribeRequest
{
    /// <summary>Of the older kind: names are compared by their beginning.</summary>
    public IReadOnlyList<ParameterFilter> Filters { get; init; } = [];

    public IReadOnlyList<ParameterFilter> ParameterFilters { get; init; } = [];

    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }

    /// <summary>Whether those of other accounts are wanted, of which there are none.</summary>
    public bool Shared { get; init; }
}
