using System.Runtime.CompilerServices;
using Headwater.Aws.Services;
using Headwater.Aws.Services.MediaPackageV2;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Documents;
using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Aws.Compile;

/// <summary>Makes plans of MediaPackage v2's documents.</summary>
internal sealed class EndpointV2Compiler(IDocumentStore store, SecretReader secrets)
{
    private readonly PackageV2Documents _documents = new(store);

    /// <summary>The ids of the packages.</summary>
    public IAsyncEnumerable<string> PackagesAsync(CancellationToken cancellationToken) =>
        _documents.Channels.ListAsync(cancellationToken)
            .Select(channel => PackageIds.OfChannel(RegionKey.Region(channel.Id), channel.Value.ChannelGroupName, channel.Value.ChannelName));

    /// <summary>The endpoints, one for each manifest.</summary>
    public async IAsyncEnumerable<EndpointPlan> EndpointsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in _documents.Endpoints.ListAsync(cancellationToken))
        {
            var (region, endpoint, settings) = (RegionKey.Region(found.Id), found.Value, EndpointV2Settings.Read(found.Value.Settings));
            var identifiers = await IdentifiersAsync(region, endpoint.CdnAuth, cancellationToken);
            foreach (var (kind, manifest) in Manifests(settings))
            {
                yield return Plan(region, endpoint, settings, kind, manifest) with { CdnIdentifiers = identifiers, Origination = MayPlay(endpoint, identifiers) };
            }
        }
    }

    /// <summary>Who may play is decided by policies that the origin cannot ask for each request: so only what everybody may is served.</summary>
    private static bool MayPlay(EndpointV2Document endpoint, EquatableList<string> identifiers) =>
        endpoint.Policy is { } policy && ResourcePolicy.AllowsEverybody(policy, "mediapackagev2:GetObject", endpoint.Arn) && (endpoint.CdnAuth is null || identifiers.Count > 0);

    private static IEnumerable<(PackageKind Kind, ManifestV2 Manifest)> Manifests(EndpointV2Settings settings)
    {
        var hls = settings.ContainerType == "TS" ? PackageKind.HlsTs : PackageKind.HlsCmaf;
        return
        [
            .. settings.HlsManifests.Select(manifest => (hls, manifest)),
            .. settings.LowLatencyHlsManifests.Select(manifest => (PackageKind.LowLatencyHls, manifest)),
            .. settings.DashManifests.Select(manifest => (PackageKind.Dash, manifest)),
        ];
    }

    private static EndpointPlan Plan(string region, EndpointV2Document endpoint, EndpointV2Settings settings, PackageKind kind, ManifestV2 manifest) => new()
    {
        Id = PackageIds.OfManifestV2(region, endpoint.Path(), manifest.ManifestName),
        Path = endpoint.Path(),
        ChannelId = PackageIds.OfChannel(region, endpoint.ChannelGroupName, endpoint.ChannelName),
        Package = kind,
        ManifestName = manifest.ManifestName,
        SegmentDuration = TimeSpan.FromSeconds(settings.Segment.SegmentDurationSeconds),
        Window = LiveWindow.Of(manifest.ManifestWindowSeconds, settings.Segment.SegmentDurationSeconds),
        StartoverWindow = TimeSpan.FromSeconds(settings.StartoverWindowSeconds),
        TimeDelay = TimeSpan.FromSeconds(manifest.FilterConfiguration.TimeDelaySeconds),
        ProgramDateTimeInterval = TimeSpan.FromSeconds(manifest.ProgramDateTimeIntervalSeconds),
        AudioRenditionGroup = settings.Segment.TsUseAudioRenditionGroup,
        IFrameStreams = settings.Segment.IncludeIframeOnlyStreams,
    };

    private async ValueTask<EquatableList<string>> IdentifiersAsync(string region, CdnAuthConfiguration? auth, CancellationToken cancellationToken)
    {
        var accepted = new List<string>();
        foreach (var secret in auth?.CdnIdentifierSecretArns ?? [])
        {
            accepted.AddRange(CdnIdentifier.Accepted(await secrets.ReadAsync(region, secret, cancellationToken)));
        }

        return EquatableList.Create<string>([.. accepted.Distinct(StringComparer.Ordinal)]);
    }
}
