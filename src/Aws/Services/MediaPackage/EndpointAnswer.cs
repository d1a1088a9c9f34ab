using Headwater.Aws.Calls;
using Headwater.Aws.Compile;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>An origin endpoint as callers see it.</summary>
internal sealed record EndpointAnswer
{
    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required string ChannelId { get; init; }

    public required string CreatedAt { get; init; }

    public required string Description { get; init; }

    public required string ManifestName { get; init; }

    public required int StartoverWindowSeconds { get; init; }

    public required int TimeDelaySeconds { get; init; }

    public required string Origination { get; init; }

    public required IReadOnlyList<string> Whitelist { get; init; }

    public Authorization? Authorization { get; init; }

    public HlsPackage? HlsPackage { get; init; }

    public CmafPackage? CmafPackage { get; init; }

    public DashPackage? DashPackage { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Where it is played; empty for CMAF, whose manifests have URLs of their own.</summary>
    public required string Url { get; init; }

    /// <summary>What callers see of a document.</summary>
    public static EndpointAnswer Of(EndpointDocument endpoint, PackageHosts hosts, CallContext context)
    {
        var root = $"https://{hosts.Endpoints(context.Account, context.Region)}/out/v1/{endpoint.Hash}";
        var settings = endpoint.Settings;
        return new()
        {
            Id = endpoint.Id,
            Arn = context.Arn("mediapackage", $"origin_endpoints/{endpoint.Hash}"),
            ChannelId = endpoint.ChannelId,
            CreatedAt = CanonicalJson.Timestamp(endpoint.CreatedAt),
            Description = settings.Description,
            ManifestName = settings.ManifestName,
            StartoverWindowSeconds = settings.StartoverWindowSeconds,
            TimeDelaySeconds = settings.TimeDelaySeconds,
            Origination = settings.Origination,
            Whitelist = settings.Whitelist,
            Authorization = settings.Authorization,
            HlsPackage = settings.HlsPackage,
            CmafPackage = settings.CmafPackage is { } cmaf ? WithUrls(cmaf, endpoint, root) : null,
            DashPackage = settings.DashPackage,
            Tags = endpoint.Tags,
            Url = settings.CmafPackage is not null ? "" : $"{root}/{settings.ManifestName}.{(settings.DashPackage is null ? "m3u8" : "mpd")}",
        };
    }

    private static CmafPackage WithUrls(CmafPackage cmaf, EndpointDocument endpoint, string root) => cmaf with
    {
        SegmentPrefix = cmaf.SegmentPrefix ?? endpoint.ChannelId,
        HlsManifests = [.. cmaf.HlsManifests.Select(manifest => manifest with { Url = $"{root}/{manifest.Id}/{manifest.NameIn(endpoint.Settings)}.m3u8" })],
    };
}
