using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>What of a manifest of any kind this platform reads.</summary>
internal sealed record ManifestV2
{
    public required string ManifestName { get; init; }

    public int ManifestWindowSeconds { get; init; } = 60;

    /// <summary>0 for no tags.</summary>
    public int ProgramDateTimeIntervalSeconds { get; init; }

    public FilterConfiguration FilterConfiguration { get; init; } = new();

    public JsonObject? StartTag { get; init; }

    public string UriPathType { get; init; } = "LEAF";

    /// <summary>DASH; null where the caller does not say.</summary>
    public int? MinUpdatePeriodSeconds { get; init; }

    public IReadOnlyList<string> PeriodTriggers { get; init; } = [];

    public DashUtcTiming? UtcTiming { get; init; }

    public IReadOnlyList<string> Profiles { get; init; } = [];

    public JsonArray? BaseUrls { get; init; }

    public JsonObject? DvbSettings { get; init; }
}
