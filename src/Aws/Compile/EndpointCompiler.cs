using System.Runtime.CompilerServices;
using Headwater.Aws.Services;
using Headwater.Aws.Services.MediaPackage;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Documents;
using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Aws.Compile;

/// <summary>Makes plans of MediaPackage v1's documents.</summary>
internal sealed class EndpointCompiler(IDocumentStore store, SecretReader secrets)
{
    private readonly PackageDocuments _documents = new(store);

    /// <summary>The ids of the packages.</summary>
    public IAsyncEnumerable<string> PackagesAsync(CancellationToken cancellationToken) =>
        _documents.Channels.ListAsync(cancellationToken).Select(channel => PackageIds.OfChannel(RegionKey.Region(channel.Id), channel.Value.Id));

    /// <summary>The endpoints, one for each manifest.</summary>
    public async IAsyncEnumerable<EndpointPlan> EndpointsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in _documents.Endpoints.ListAsync(cancellationToken))
        {
            var common = await CommonAsync(RegionKey.Region(found.Id), found.Value, cancellationToken);
            foreach (var plan in Manifests(found.Value, common))
            {
                yield return plan;
            }
        }
    }

    private async ValueTask<EndpointPlan> CommonAsync(string region, EndpointDocument endpoint, CancellationToken cancellationToken)
    {
        var settings = endpoint.Settings;
        var plan = new EndpointPlan
        {
            Id = endpoint.Hash,
            ChannelId = PackageIds.OfChannel(region, endpoint.ChannelId),
            Package = PackageKind.HlsTs,
            ManifestName = settings.ManifestName,
            StartoverWindow = TimeSpan.FromSeconds(settings.StartoverWindowSeconds),
            TimeDelay = TimeSpan.FromSeconds(settings.TimeDelaySeconds),
            Origination = settings.Origination == "ALLOW",
            AllowedCidrs = EquatableList.Create<string>([.. settings.Whitelist]),
        };
        if (settings.Authorization is not { } authorization)
        {
            return plan;
        }

        var identifiers = CdnIdentifier.Accepted(await secrets.ReadAsync(region, authorization.CdnIdentifierSecret, cancellationToken));
        // Without an identifier the plan would ask for none: a secret that cannot be read shuts the endpoint instead.
        return plan with { CdnIdentifiers = EquatableList.Create<string>([.. identifiers]), Origination = plan.Origination && identifiers.Count > 0 };
    }

    private static IEnumerable<EndpointPlan> Manifests(EndpointDocument endpoint, EndpointPlan common) => endpoint.Settings switch
    {
        { HlsPackage: { } hls } => [Hls(hls, common)],
        { DashPackage: { } dash } => [Dash(dash, common)],
        { CmafPackage: { } cmaf } => cmaf.HlsManifests.Select(manifest => Cmaf(endpoint, cmaf, manifest, common)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static EndpointPlan Hls(HlsPackage hls, EndpointPlan common) => common with
    {
        Package = PackageKind.HlsTs,
        SegmentDuration = TimeSpan.FromSeconds(hls.SegmentDurationSeconds),
        Window = LiveWindow.Of(hls.PlaylistWindowSeconds, hls.SegmentDurationSeconds),
        ProgramDateTimeInterval = TimeSpan.FromSeconds(hls.ProgramDateTimeIntervalSeconds),
        AudioRenditionGroup = hls.UseAudioRenditionGroup,
        IFrameStreams = hls.IncludeIframeOnlyStream,
    };

    private static EndpointPlan Dash(DashPackage dash, EndpointPlan common) => common with
    {
        Package = PackageKind.Dash,
        SegmentDuration = TimeSpan.FromSeconds(dash.SegmentDurationSeconds),
        Window = LiveWindow.Of(dash.ManifestWindowSeconds, dash.SegmentDurationSeconds),
    };

    private static EndpointPlan Cmaf(EndpointDocument endpoint, CmafPackage cmaf, HlsManifest manifest, EndpointPlan common) => common with
    {
        Id = PackageIds.OfManifest(endpoint.Hash, manifest.Id),
        Path = $"{endpoint.Hash}/{manifest.Id}",
        Package = PackageKind.HlsCmaf,
        ManifestName = manifest.NameIn(endpoint.Settings),
        SegmentDuration = TimeSpan.FromSeconds(cmaf.SegmentDurationSeconds),
        Window = LiveWindow.Of(manifest.PlaylistWindowSeconds, cmaf.SegmentDurationSeconds),
        ProgramDateTimeInterval = TimeSpan.FromSeconds(manifest.ProgramDateTimeIntervalSeconds),
        IFrameStreams = manifest.IncludeIframeOnlyStream,
    };
}
