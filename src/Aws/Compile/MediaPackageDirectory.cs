using Headwater.Aws.Calls;
using Headwater.Aws.Services;
using Headwater.Aws.Services.MediaPackage;
using Headwater.Aws.Services.MediaPackageV2;
using Headwater.Documents;

namespace Headwater.Aws.Compile;

/// <summary>Tells other services which MediaPackage channels there are; MediaLive asks it about the destinations it is given.</summary>
public sealed class MediaPackageDirectory(IDocumentStore store)
{
    private readonly DocumentSet<ChannelDocument> _channels = new(store, ChannelDocument.Collection, CanonicalJson.Options);
    private readonly DocumentSet<ChannelV2Document> _channelsV2 = new(store, ChannelV2Document.Collection, CanonicalJson.Options);

    /// <summary>The package of a MediaPackage v1 channel, or null when there is no such channel.</summary>
    public async ValueTask<string?> FindPackageAsync(string region, string channelId, CancellationToken cancellationToken) =>
        await _channels.FindAsync(RegionKey.Of(region, channelId), cancellationToken) is null ? null : PackageIds.OfChannel(region, channelId);

    /// <summary>The package of a MediaPackage v2 channel, or null when there is no such channel.</summary>
    public async ValueTask<string?> FindPackageAsync(string region, string group, string channel, CancellationToken cancellationToken) =>
        await _channelsV2.FindAsync(RegionKey.Of(region, group, channel), cancellationToken) is null ? null : PackageIds.OfChannel(region, group, channel);
}
