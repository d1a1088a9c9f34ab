namespace Headwater.Aws.Services.MediaPackage;

/// <summary>A harvest job as it is kept.</summary>
internal sealed record HarvestJobDocument
{
    /// <summary>The collection; ids are region and job id.</summary>
    public const string Collection = "mediapackage/harvest-job";

    public required string Id { get; init; }

    /// <summary>32 hexadecimal digits: the id in its ARN.</summary>
    public required string Hash { get; init; }

    public required string ChannelId { get; init; }

    public required string OriginEndpointId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public required DateTimeOffset EndTime { get; init; }

    public required S3Destination S3Destination { get; init; }

    /// <summary><c>IN_PROGRESS</c>, <c>SUCCEEDED</c> or <c>FAILED</c>.</summary>
    public required string Status { get; init; }
}
