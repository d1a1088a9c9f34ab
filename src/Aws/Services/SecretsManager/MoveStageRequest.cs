namespace Headwater.Aws.Services.SecretsManager;

/// <summary>UpdateSecretVersionStage.</summary>
internal sealed record MoveStageRequest : SecretRequest
{
    public required string VersionStage { get; init; }

    public string? RemoveFromVersionId { get; init; }

    public string? MoveToVersionId { get; init; }
}
