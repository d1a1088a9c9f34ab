namespace Headwater.Aws.Services.SecretsManager;

/// <summary>PutSecretValue and UpdateSecret.</summary>
internal sealed record ValueRequest : SecretRequest
{
    public string? ClientRequestToken { get; init; }

    public byte[]? SecretBinary { get; init; }

    public string? SecretString { get; init; }

    /// <summary>Only PutSecretValue.</summary>
    public IReadOnlyList<string>? VersionStages { get; init; }

    /// <summary>Only UpdateSecret.</summary>
    public string? Description { get; init; }

    /// <summary>Only UpdateSecret.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Only UpdateSecret.</summary>
    public string? Type { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SecretId;
}
