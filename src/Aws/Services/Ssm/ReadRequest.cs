namespace Headwater.Aws.Services.Ssm;

/// <summary>GetParameter, GetParameters, GetParametersByPath, GetParameterHistory, DeleteParameter and DeleteParameters.</summary>
internal sealed record ReadRequest
{
    public string? Name { get; init; }

    public IReadOnlyList<string> Names { get; init; } = [];

    public string? Path { get; init; }

    public bool Recursive { get; init; }

    /// <summary>Whether secure strings are answered in the clear.</summary>
    public bool WithDecryption { get; init; }

    public IReadOnlyList<ParameterFilter> ParameterFilters { get; init; } = [];

    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }
}
