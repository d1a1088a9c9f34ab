using Headwater.Aws.Services.SecretsManager;
using Headwater.Documents;
using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Aws.Compile;

/// <summary>Makes packages and endpoints of a plan from the documents of MediaPackage v1 and v2; reads and does nothing else.</summary>
public sealed class PackageCompiler(IDocumentStore store, IPackageSources sources, SecretReader secrets)
{
    private static readonly TimeSpan LeastRetention = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MostRetention = TimeSpan.FromDays(14);

    /// <summary>What segments in the making and late requests of players need beyond the windows.</summary>
    private static readonly TimeSpan RetentionMargin = TimeSpan.FromMinutes(2);

    private readonly EndpointCompiler _v1 = new(store, secrets);
    private readonly EndpointV2Compiler _v2 = new(store, secrets);

    /// <summary>The plan's share of all documents that stand.</summary>
    public async ValueTask<PackagePlans> CompileAsync(CancellationToken cancellationToken)
    {
        var feeds = await sources.FeedsAsync(cancellationToken);
        var packageIds = await _v1.PackagesAsync(cancellationToken).Concat(_v2.PackagesAsync(cancellationToken)).ToListAsync(cancellationToken);
        // A document of an endpoint may be read before its channel was deleted and the channel after.
        var known = packageIds.ToHashSet(StringComparer.Ordinal);
        var endpoints = await _v1.EndpointsAsync(cancellationToken).Concat(_v2.EndpointsAsync(cancellationToken))
            .Where(endpoint => known.Contains(endpoint.ChannelId))
            // Regions share the paths of v2: of the same names in two of them the first region's is reached.
            .DistinctBy(endpoint => (endpoint.Path ?? endpoint.Id, endpoint.ManifestName))
            .ToListAsync(cancellationToken);
        var shown = endpoints.ToLookup(endpoint => endpoint.ChannelId, StringComparer.Ordinal);
        return new(
            EquatableList.Create<PackagePlan>([.. packageIds.Select(id => Package(id, feeds.GetValueOrDefault(id), shown[id]))]),
            EquatableList.Create<EndpointPlan>([.. endpoints]));
    }

    private static PackagePlan Package(string id, PackageFeed? feed, IEnumerable<EndpointPlan> endpoints)
    {
        var needed = endpoints.Select(Needed).Append(LeastRetention).Max() + RetentionMargin;
        var plan = new PackagePlan { Id = id, Retention = needed < MostRetention ? needed : MostRetention };
        return feed is null ? plan : plan with { Sources = feed.Sources, PartDuration = feed.PartDuration };
    }

    private static TimeSpan Needed(EndpointPlan endpoint) =>
        (endpoint.Window > endpoint.StartoverWindow ? endpoint.Window : endpoint.StartoverWindow) + endpoint.TimeDelay;
}
