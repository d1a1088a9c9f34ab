namespace Headwater.Aws.Services.SecretsManager;

/// <summary>TagResource and UntagResource.</summary>
internal sealed record TagSecretRequest : SecretRequest
{
    public IReadOnlyList<Tag>? Tags { get; init; }

    public IReadOnlyList<string>? TagKeys { get; init; }
}
