using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>HLS with CMAF segments, under several manifests.</summary>
internal sealed record CmafPackage
{
    /// <summary>Refused; never kept.</summary>
    public JsonObject? Encryption { get; init; }

    public IReadOnlyList<HlsManifest> HlsManifests { get; init; } = [];

    public int SegmentDurationSeconds { get; init; } = 6;

    /// <summary>What segments' names begin with; the channel's id when the caller does not say.</summary>
    public string? SegmentPrefix { get; init; }

    public StreamSelection StreamSelection { get; init; } = new();
}
