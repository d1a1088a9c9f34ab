using System.Text.Json.Serialization;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>ListSecretVersionIds.</summary>
internal sealed record VersionsAnswer
{
    [JsonPropertyName("ARN")]
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<VersionAnswer> Versions { get; init; }

    public string? NextToken { get; init; }
}
