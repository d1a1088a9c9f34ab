using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>HLS with transport-stream segments.</summary>
internal sealed record HlsPackage
{
    public string AdMarkers { get; init; } = "NONE";

    public IReadOnlyList<string> AdTriggers { get; init; } = MediaPackage.AdTriggers.Default;

    public string AdsOnDeliveryRestrictions { get; init; } = "RESTRICTED";

    /// <summary>Refused; never kept.</summary>
    public JsonObject? Encryption { get; init; }

    public bool IncludeDvbSubtitles { get; init; }

    public bool IncludeIframeOnlyStream { get; init; }

    public string PlaylistType { get; init; } = "NONE";

    public int PlaylistWindowSeconds { get; init; } = 60;

    /// <summary>0 for no tags.</summary>
    public int ProgramDateTimeIntervalSeconds { get; init; }

    public int SegmentDurationSeconds { get; init; } = 6;

    public StreamSelection StreamSelection { get; init; } = new();

    public bool UseAudioRenditionGroup { get; init; }
}
