using System.Text.Json.Serialization;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>The answer of most operations: which secret, and which version of it.</summary>
internal sealed record SecretName
{
    [JsonPropertyName("ARN")]
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public string? VersionId { get; init; }

    public IReadOnlyList<string>? VersionStages { get; init; }

    public DateTimeOffset? DeletionDate { get; init; }

    public string? ResourcePolicy { get; init; }

    /// <summary>Names a secret.</summary>
    public static SecretName Of(SecretDocument secret) => new() { Arn = secret.Arn, Name = secret.Name };
}
