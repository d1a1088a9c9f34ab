namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>Which requests of a CDN are let in.</summary>
internal sealed record CdnAuthConfiguration
{
    /// <summary>ARNs of the secrets of which a request must know one.</summary>
    public required IReadOnlyList<string> CdnIdentifierSecretArns { get; init; }

    /// <summary>ARN of the role that may read them.</summary>
    public required string SecretsRoleArn { get; init; }
}
