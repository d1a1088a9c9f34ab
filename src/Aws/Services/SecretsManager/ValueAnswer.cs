using System.Text.Json.Serialization;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>GetSecretValue.</summary>
internal sealed record ValueAnswer
{
    [JsonPropertyName("ARN")]
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public required string VersionId { get; init; }

    public byte[]? SecretBinary { get; init; }

    public string? SecretString { get; init; }

    public required IReadOnlyList<string> VersionStages { get; init; }

    public required DateTimeOffset CreatedDate { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Arn} {VersionId}";
}
