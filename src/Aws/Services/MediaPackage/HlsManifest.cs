namespace Headwater.Aws.Services.MediaPackage;

/// <summary>One manifest of a CMAF endpoint.</summary>
internal sealed record HlsManifest
{
    /// <summary>Unique in its endpoint; part of its URL.</summary>
    public required string Id { get; init; }

    public string AdMarkers { get; init; } = "NONE";

    public IReadOnlyList<string> AdTriggers { get; init; } = MediaPackage.AdTriggers.Default;

    public string AdsOnDeliveryRestrictions { get; init; } = "RESTRICTED";

    public bool IncludeIframeOnlyStream { get; init; }

    /// <summary>File name without extension; the endpoint's when the caller does not say.</summary>
    public string? ManifestName { get; init; }

    public string PlaylistType { get; init; } = "NONE";

    public int PlaylistWindowSeconds { get; init; } = 60;

    /// <summary>0 for no tags.</summary>
    public int ProgramDateTimeIntervalSeconds { get; init; }

    /// <summary>Where it is played; only in answers.</summary>
    public string? Url { get; init; }

    /// <summary>Its file name without extension.</summary>
    public string NameIn(EndpointSettings endpoint) => string.IsNullOrEmpty(ManifestName) ? endpoint.ManifestName : ManifestName;
}
