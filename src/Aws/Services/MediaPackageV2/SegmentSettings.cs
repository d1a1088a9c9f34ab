using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>How media is cut.</summary>
internal sealed record SegmentSettings
{
    public int SegmentDurationSeconds { get; init; } = 6;

    public bool TsUseAudioRenditionGroup { get; init; }

    public bool IncludeIframeOnlyStreams { get; init; }

    /// <summary>Refused; never kept.</summary>
    public JsonObject? Encryption { get; init; }
}
