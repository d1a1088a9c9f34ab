namespace Headwater.Aws.Services.SecretsManager;

/// <summary>One version of a secret.</summary>
internal sealed record SecretVersion
{
    /// <summary>The caller's token, or one that was made for it.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its labels; empty when it is deprecated.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>The value, encrypted by <see cref="SecretCipher"/> under the secret's ARN and the version's id.</summary>
    public required string Ciphertext { get; init; }

    /// <summary>Whether the value is bytes; else it is UTF-8 text.</summary>
    public bool IsBinary { get; init; }

    /// <summary>The name a version's value stands under at rest.</summary>
    public static string CipherName(string arn, string versionId) => $"{arn}/{versionId}";
}
