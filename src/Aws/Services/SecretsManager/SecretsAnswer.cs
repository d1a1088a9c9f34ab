namespace Headwater.Aws.Services.SecretsManager;

/// <summary>ListSecrets.</summary>
internal sealed record SecretsAnswer
{
    public required IReadOnlyList<SecretAnswer> SecretList { get; init; }

    public string? NextToken { get; init; }
}
