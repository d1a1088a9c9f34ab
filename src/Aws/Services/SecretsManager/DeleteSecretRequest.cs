namespace Headwater.Aws.Services.SecretsManager;

/// <summary>DeleteSecret.</summary>
internal sealed record DeleteSecretRequest : SecretRequest
{
    /// <summary>7 to 30.</summary>
    public long? RecoveryWindowInDays { get; init; }

    public bool ForceDeleteWithoutRecovery { get; init; }
}
