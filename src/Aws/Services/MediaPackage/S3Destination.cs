namespace Headwater.Aws.Services.MediaPackage;

/// <summary>Where a harvest is written.</summary>
internal sealed record S3Destination
{
    public required string BucketName { get; init; }

    /// <summary>Key of the manifest; segments are written beside it.</summary>
    public required string ManifestKey { get; init; }

    /// <summary>ARN of the role that may write there.</summary>
    public required string RoleArn { get; init; }
}
