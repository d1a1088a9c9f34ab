using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>The documents of MediaPackage v1.</summary>
internal sealed class PackageDocuments(IDocumentStore store)
{
    public IDocumentStore Store => store;

    public DocumentSet<ChannelDocument> Channels { get; } = new(store, ChannelDocument.Collection, CanonicalJson.Options);

    public DocumentSet<EndpointDocument> Endpoints { get; } = new(store, EndpointDocument.Collection, CanonicalJson.Options);

    public DocumentSet<HarvestJobDocument> HarvestJobs { get; } = new(store, HarvestJobDocument.Collection, CanonicalJson.Options);

    /// <summary>The endpoints of one channel.</summary>
    public IAsyncEnumerable<Versioned<EndpointDocument>> EndpointsOf(string region, string channelId, CancellationToken cancellationToken) =>
        Endpoints.InRegion(region, null, cancellationToken).Where(found => found.Value.ChannelId == channelId);
}
