using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Documents;
using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Aws.Compile.MediaLive;

/// <summary>Reads MediaLive's documents and says what should run by them.</summary>
public sealed class MediaLivePlans : IChannelPlans, IPackageSources
{
    private readonly MediaLiveStore _store;

    /// <summary>The plans of a store's documents.</summary>
    public MediaLivePlans(IDocumentStore store) => _store = new MediaLiveStore(store);

    /// <inheritdoc/>
    public async ValueTask<EquatableList<ChannelPlan>> ChannelsAsync(CancellationToken cancellationToken)
    {
        var plans = new List<ChannelPlan>();
        await foreach (var channel in _store.Channels.ListAsync(cancellationToken).Where(found => found.Value.State.Runs))
        {
            if (channel.Value.InputIds is [var first, ..] && await _store.Inputs.FindAsync(first, cancellationToken) is { } input)
            {
                plans.AddRange(ChannelCompiler.Compile(channel.Value, input.Value, await GroupsAsync(input.Value, cancellationToken)));
            }
        }

        return [.. plans];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, PackageFeed>> FeedsAsync(CancellationToken cancellationToken) =>
        FeedCompiler.Feeds(await _store.Channels.ListAsync(cancellationToken).Select(found => found.Value).ToListAsync(cancellationToken));

    private async ValueTask<List<SecurityGroupDocument>> GroupsAsync(InputDocument input, CancellationToken cancellationToken)
    {
        var groups = new List<SecurityGroupDocument>();
        foreach (var id in input.SecurityGroups)
        {
            if (await _store.SecurityGroups.FindAsync(id, cancellationToken) is { Value.Deleted: null } group)
            {
                groups.Add(group.Value);
            }
        }

        return groups;
    }
}
