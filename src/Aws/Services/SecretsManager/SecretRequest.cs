namespace Headwater.Aws.Services.SecretsManager;

/// <summary>A request about one secret.</summary>
internal record SecretRequest
{
    /// <summary>Name or ARN.</summary>
    public required string SecretId { get; init; }
}
