using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>A harvest job as callers see it.</summary>
internal sealed record HarvestAnswer
{
    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required string ChannelId { get; init; }

    public required string OriginEndpointId { get; init; }

    public required string CreatedAt { get; init; }

    public required string StartTime { get; init; }

    public required string EndTime { get; init; }

    public required S3Destination S3Destination { get; init; }

    public required string Status { get; init; }

    /// <summary>What callers see of a document.</summary>
    public static HarvestAnswer Of(HarvestJobDocument job, CallContext context) => new()
    {
        Id = job.Id,
        Arn = context.Arn("mediapackage", $"harvest_jobs/{job.Hash}"),
        ChannelId = job.ChannelId,
        OriginEndpointId = job.OriginEndpointId,
        CreatedAt = CanonicalJson.Timestamp(job.CreatedAt),
        StartTime = CanonicalJson.Timestamp(job.StartTime),
        EndTime = CanonicalJson.Timestamp(job.EndTime),
        S3Destination = job.S3Destination,
        Status = job.Status,
    };
}
