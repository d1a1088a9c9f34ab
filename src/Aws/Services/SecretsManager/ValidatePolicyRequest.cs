namespace Headwater.Aws.Services.SecretsManager;

/// <summary>ValidateResourcePolicy.</summary>
internal sealed record ValidatePolicyRequest
{
    public string? SecretId { get; init; }

    public required string ResourcePolicy { get; init; }
}
