namespace Headwater.Aws.Services.MediaPackage;

/// <summary>RotateIngestEndpointCredentials.</summary>
internal sealed record RotateIngestRequest
{
    /// <summary>The channel.</summary>
    public required string Id { get; init; }

    /// <summary>Its ingest endpoint.</summary>
    public required string IngestEndpointId { get; init; }
}
