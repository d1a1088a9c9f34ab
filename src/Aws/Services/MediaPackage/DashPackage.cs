using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>DASH with CMAF segments.</summary>
internal sealed record DashPackage
{
    public IReadOnlyList<string> AdTriggers { get; init; } = MediaPackage.AdTriggers.Default;

    public string AdsOnDeliveryRestrictions { get; init; } = "RESTRICTED";

    /// <summary>Refused; never kept.</summary>
    public JsonObject? Encryption { get; init; }

    public bool IncludeIframeOnlyStream { get; init; }

    public string ManifestLayout { get; init; } = "FULL";

    public int ManifestWindowSeconds { get; init; } = 60;

    public int MinBufferTimeSeconds { get; init; } = 30;

    public int MinUpdatePeriodSeconds { get; init; } = 15;

    public IReadOnlyList<string> PeriodTriggers { get; init; } = [];

    public string Profile { get; init; } = "NONE";

    public int SegmentDurationSeconds { get; init; } = 2;

    public string SegmentTemplateFormat { get; init; } = "NUMBER_WITH_TIMELINE";

    public StreamSelection StreamSelection { get; init; } = new();

    public int SuggestedPresentationDelaySeconds { get; init; } = 25;

    public string UtcTiming { get; init; } = "NONE";

    public string? UtcTimingUri { get; init; }
}
