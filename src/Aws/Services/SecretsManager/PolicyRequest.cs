namespace Headwater.Aws.Services.SecretsManager;

/// <summary>PutResourcePolicy.</summary>
internal sealed record PolicyRequest : SecretRequest
{
    public required string ResourcePolicy { get; init; }

    /// <summary>Whether a policy that lets everybody in is refused.</summary>
    public bool BlockPublicPolicy { get; init; }
}
