namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>What makes an endpoint's settings good; what this platform cannot show is refused here, so that nothing is served otherwise than asked.</summary>
internal static class EndpointV2Rules
{
    private const int MostManifests = 10;
    private const int MostDelaySeconds = 86_400;
    private const int MostAgeSeconds = 1_209_600;
    private const string NotApplied = "MEMBER_INVALID";

    /// <summary>Ends with the first fault.</summary>
    /// <exception cref="Calls.AwsException">There is one.</exception>
    public static void Check(EndpointV2Settings settings)
    {
        Counts(settings);
        Containers(settings);
        Require(settings.Segment.Encryption is null, NotApplied, "Encryption is not applied by this platform, which refuses to serve in the clear what is to be encrypted");
        Require(
            settings.ForceEndpointErrorConfiguration.EndpointErrorConditions.Count == 0, NotApplied, "ForceEndpointErrorConfiguration is not applied by this platform; leave it out");
        Require(
            !settings.Segment.IncludeIframeOnlyStreams || settings.DashManifests.Count == 0, NotApplied, "IncludeIframeOnlyStreams is not applied to DASH manifests by this platform");
        foreach (var manifest in settings.Manifests())
        {
            Manifest(manifest, settings);
        }

        foreach (var dash in settings.DashManifests)
        {
            Dash(dash, settings.Segment.SegmentDurationSeconds);
        }
    }

    private static void Counts(EndpointV2Settings settings)
    {
        var names = settings.Manifests().Select(manifest => manifest.ManifestName).ToList();
        Require(names.Count > 0, "NUM_MANIFESTS_LOW", "An origin endpoint needs a manifest");
        Require(names.Count <= MostManifests, "NUM_MANIFESTS_HIGH", $"An origin endpoint has at most {MostManifests} manifests");
        Require(names.Distinct(StringComparer.Ordinal).Count() == names.Count, "MANIFEST_NAME_COLLISION", "The names of an origin endpoint's manifests must be unique");
    }

    private static void Containers(EndpointV2Settings settings)
    {
        var (hls, lowLatency, dash, smooth) = (settings.HlsManifests.Count > 0, settings.LowLatencyHlsManifests.Count > 0, settings.DashManifests.Count > 0, settings.MssManifests.Count > 0);
        switch (settings.ContainerType)
        {
            case "TS":
                Require(!dash, "TS_CONTAINER_TYPE_WITH_DASH_MANIFEST", "DASH manifests need a ContainerType of CMAF");
                Require(!smooth, "TS_CONTAINER_TYPE_WITH_MSS_MANIFEST", "MSS manifests need a ContainerType of ISM");
                Require(!lowLatency, NotApplied, "LowLatencyHlsManifests need a ContainerType of CMAF on this platform");
                break;
            case "CMAF":
                Require(!smooth, "CMAF_CONTAINER_TYPE_WITH_MSS_MANIFEST", "MSS manifests need a ContainerType of ISM");
                break;
            default:
                Require(!hls, "ISM_CONTAINER_TYPE_WITH_HLS_MANIFEST", "HLS manifests need a ContainerType of TS or CMAF");
                Require(!lowLatency, "ISM_CONTAINER_TYPE_WITH_LL_HLS_MANIFEST", "Low-latency HLS manifests need a ContainerType of CMAF");
                Require(!dash, "ISM_CONTAINER_TYPE_WITH_DASH_MANIFEST", "DASH manifests need a ContainerType of CMAF");
                throw RefusedV2.Invalid(NotApplied, "ContainerType ISM: this platform does not package Microsoft Smooth Streaming");
        }
    }

    private static void Manifest(ManifestV2 manifest, EndpointV2Settings settings)
    {
        var (name, filter, startover) = (manifest.ManifestName, manifest.FilterConfiguration, settings.StartoverWindowSeconds);
        Require(filter.ClipStartTime is null || (filter.Start is null && filter.End is null), "CLIP_START_TIME_WITH_START_OR_END", $"{name}: ClipStartTime cannot be used with Start or End");
        Require(filter.Start is null || filter.End is null || filter.Start < filter.End, "END_TIME_EARLIER_THAN_START_TIME", $"{name}: End must be later than Start");
        Require(filter.ManifestFilter is null, "INVALID_MANIFEST_FILTER", $"{name}: ManifestFilter is not applied by this platform");
        Require(filter.DrmSettings is null, "INVALID_DRM_SETTINGS", $"{name}: DrmSettings are not applied by this platform");
        Require(filter.Start is null && filter.End is null && filter.ClipStartTime is null, NotApplied, $"{name}: Start, End and ClipStartTime are not applied by this platform; ask for them in the query");
        var delay = filter.TimeDelaySeconds;
        Require(delay is 0 or (>= 5 and <= MostDelaySeconds), "INVALID_TIME_DELAY_SECONDS", $"{name}: TimeDelaySeconds must be 0, or 5 to {MostDelaySeconds}");
        Require(startover == 0 || delay < startover, "INVALID_TIME_DELAY_SECONDS", $"{name}: TimeDelaySeconds must be less than StartoverWindowSeconds");
        Require(Math.Max(startover, manifest.ManifestWindowSeconds) + (long)delay <= MostAgeSeconds, NotApplied, $"{name}: windows and delay together must be at most {MostAgeSeconds} seconds");
        Require(manifest.StartTag is null, NotApplied, $"{name}: StartTag is not applied by this platform");
        Require(manifest.UriPathType == "LEAF", NotApplied, $"{name}: UriPathType {manifest.UriPathType} is not applied by this platform; use LEAF");
    }

    private static void Dash(ManifestV2 dash, int segmentSeconds)
    {
        var name = dash.ManifestName;
        Require(
            dash.MinUpdatePeriodSeconds is null || dash.MinUpdatePeriodSeconds >= segmentSeconds,
            "UPDATE_PERIOD_SMALLER_THAN_SEGMENT_DURATION",
            $"{name}: MinUpdatePeriodSeconds must not be less than SegmentDurationSeconds");
        Require(
            !dash.PeriodTriggers.Contains("NONE") || dash.PeriodTriggers.Count == 1, "PERIOD_TRIGGERS_NONE_SPECIFIED_WITH_ADDITIONAL_VALUES", $"{name}: PeriodTriggers NONE stands alone");
        Require(dash.DvbSettings is null || dash.Profiles.Contains("DVB_DASH"), "DASH_DVB_ATTRIBUTES_WITHOUT_DVB_DASH_PROFILE", $"{name}: DvbSettings need the profile DVB_DASH");
        Require(dash.Profiles.Count == 0, NotApplied, $"{name}: Profiles are not applied by this platform");
        Require(dash.BaseUrls is null or { Count: 0 }, NotApplied, $"{name}: BaseUrls are not applied by this platform");
        if (dash.UtcTiming is { } timing)
        {
            Require(timing.TimingMode != "UTC_DIRECT" || timing.TimingSource is null, "DIRECT_MODE_WITH_TIMING_SOURCE", $"{name}: UTC_DIRECT has no TimingSource");
            Require(timing.TimingMode is null or "UTC_DIRECT" || timing.TimingSource is not null, "TIMING_SOURCE_MISSING", $"{name}: {timing.TimingMode} needs a TimingSource");
            throw RefusedV2.Invalid(NotApplied, $"{name}: UtcTiming is not applied by this platform");
        }
    }

    private static void Require(bool good, string kind, string fault)
    {
        if (!good)
        {
            throw RefusedV2.Invalid(kind, fault);
        }
    }
}
