namespace Headwater.Aws.Services.SecretsManager;

/// <summary>GetSecretValue.</summary>
internal sealed record GetValueRequest : SecretRequest
{
    public string? VersionId { get; init; }

    public string? VersionStage { get; init; }
}
