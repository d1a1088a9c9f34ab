using Headwater.Aws.Compile;
using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Aws.Tests.Compile;

/// <summary>Feeds and pipelines as a test sets them.</summary>
internal sealed class FixedFeeds : IPackageSources, IChannelPlans
{
    public Dictionary<string, PackageFeed> Feeds { get; } = [];

    public EquatableList<ChannelPlan> Channels { get; set; } = [];

    public ValueTask<IReadOnlyDictionary<string, PackageFeed>> FeedsAsync(CancellationToken cancellationToken) => new(Feeds);

    public ValueTask<EquatableList<ChannelPlan>> ChannelsAsync(CancellationToken cancellationToken) => new(Channels);
}
