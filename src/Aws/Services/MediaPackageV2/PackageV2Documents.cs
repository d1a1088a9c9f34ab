using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>The documents of MediaPackage v2.</summary>
internal sealed class PackageV2Documents(IDocumentStore store)
{
    public IDocumentStore Store => store;

    public DocumentSet<ChannelGroupDocument> Groups { get; } = new(store, ChannelGroupDocument.Collection, CanonicalJson.Options);

    public DocumentSet<ChannelV2Document> Channels { get; } = new(store, ChannelV2Document.Collection, CanonicalJson.Options);

    public DocumentSet<EndpointV2Document> Endpoints { get; } = new(store, EndpointV2Document.Collection, CanonicalJson.Options);
}
