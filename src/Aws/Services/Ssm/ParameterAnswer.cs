using System.Text.Json.Serialization;

namespace Headwater.Aws.Services.Ssm;

/// <summary>A parameter as callers see it; which members there are depends on the operation.</summary>
internal sealed record ParameterAnswer
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public string? Value { get; init; }

    public required long Version { get; init; }

    /// <summary>What of it was asked for, with its colon.</summary>
    public string? Selector { get; init; }

    public required DateTimeOffset LastModifiedDate { get; init; }

    public string? LastModifiedUser { get; init; }

    [JsonPropertyName("ARN")]
    public string? Arn { get; init; }

    public required string DataType { get; init; }

    public string? Description { get; init; }

    public string? KeyId { get; init; }

    public string? AllowedPattern { get; init; }

    public string? Tier { get; init; }

    public IReadOnlyList<string>? Labels { get; init; }

    public IReadOnlyList<string>? Policies { get; init; }

    /// <summary>A value.</summary>
    public static ParameterAnswer Valued(ParameterDocument parameter, ParameterVersion version, string value) => Of(parameter, version) with { Arn = parameter.Arn, Value = value };

    /// <summary>All but the value.</summary>
    public static ParameterAnswer Described(ParameterDocument parameter, ParameterVersion version) => Of(parameter, version) with
    {
        Arn = parameter.Arn,
        LastModifiedUser = version.ModifiedBy,
        Description = version.Description,
        KeyId = version.KeyId,
        AllowedPattern = version.AllowedPattern,
        Tier = version.Tier,
        Policies = [],
    };

    /// <summary>One version of its history.</summary>
    public static ParameterAnswer Remembered(ParameterDocument parameter, ParameterVersion version, string value) =>
        Described(parameter, version) with { Arn = null, Value = value, Labels = version.Labels.Count == 0 ? null : version.Labels };

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static ParameterAnswer Of(ParameterDocument parameter, ParameterVersion version) => new()
    {
        Name = parameter.Name,
        Type = version.Type,
        Version = version.Number,
        LastModifiedDate = version.ModifiedAt,
        DataType = version.DataType,
    };
}
