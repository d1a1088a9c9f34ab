namespace Headwater.Aws.Services.Ssm;

/// <summary>PutParameter.</summary>
internal sealed record PutParameterRequest
{
    public required string Name { get; init; }

    public required string Value { get; init; }

    /// <summary>Needed to make one.</summary>
    public string? Type { get; init; }

    public string? Description { get; init; }

    public string? KeyId { get; init; }

    public bool Overwrite { get; init; }

    public string? AllowedPattern { get; init; }

    public IReadOnlyList<ParameterTag>? Tags { get; init; }

    public string? Tier { get; init; }

    public string? Policies { get; init; }

    public string? DataType { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
