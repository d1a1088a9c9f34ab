using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>CreateSecret.</summary>
internal sealed record CreateSecretRequest
{
    public required string Name { get; init; }

    public string? ClientRequestToken { get; init; }

    public string? Description { get; init; }

    public string? KmsKeyId { get; init; }

    public byte[]? SecretBinary { get; init; }

    public string? SecretString { get; init; }

    public IReadOnlyList<Tag>? Tags { get; init; }

    public JsonArray? AddReplicaRegions { get; init; }

    public string? Type { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
