namespace Headwater.Aws.Services.MediaPackage;

/// <summary>CreateHarvestJob.</summary>
internal sealed record HarvestRequest
{
    public required string Id { get; init; }

    public required string OriginEndpointId { get; init; }

    /// <summary>ISO 8601.</summary>
    public required string StartTime { get; init; }

    /// <summary>ISO 8601; in the past.</summary>
    public required string EndTime { get; init; }

    public required S3Destination S3Destination { get; init; }
}
