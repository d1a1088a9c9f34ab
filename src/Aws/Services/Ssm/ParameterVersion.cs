namespace Headwater.Aws.Services.Ssm;

/// <summary>One version of a parameter.</summary>
internal sealed record ParameterVersion
{
    /// <summary>The type whose values are encrypted at rest.</summary>
    public const string SecureString = "SecureString";

    /// <summary>1 or more, without gaps when it was made.</summary>
    public required long Number { get; init; }

    public required string Type { get; init; }

    /// <summary>The value; of a secure string, encrypted under the parameter's ARN and the version's number.</summary>
    public required string Value { get; init; }

    public string? Description { get; init; }

    /// <summary>Only of secure strings.</summary>
    public string? KeyId { get; init; }

    public string? AllowedPattern { get; init; }

    public required string Tier { get; init; }

    public required string DataType { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>ARN of who made it.</summary>
    public required string ModifiedBy { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"version {Number}";
}
