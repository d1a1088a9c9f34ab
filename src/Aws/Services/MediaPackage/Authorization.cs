namespace Headwater.Aws.Services.MediaPackage;

/// <summary>Which requests of a CDN are let in.</summary>
internal sealed record Authorization
{
    /// <summary>ARN of the secret whose value a request must carry.</summary>
    public required string CdnIdentifierSecret { get; init; }

    /// <summary>ARN of the role that may read it.</summary>
    public required string SecretsRoleArn { get; init; }
}
