namespace Headwater.Aws.Services.SecretsManager;

/// <summary>ListSecretVersionIds.</summary>
internal sealed record ListVersionsRequest : SecretRequest
{
    /// <summary>Items of a page when the caller does not say.</summary>
    public const int DefaultPage = 100;

    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }

    /// <summary>Whether versions without labels are listed too.</summary>
    public bool IncludeDeprecated { get; init; }
}
