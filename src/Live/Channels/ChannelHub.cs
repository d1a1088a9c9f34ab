using System.Collections.Frozen;
using System.Net;

namespace Headwater.Live.Channels;

/// <summary>Finds the channel that expects a stream. Sessions see one whole picture; publishing swaps it.</summary>
public sealed class ChannelHub
{
    private FrozenDictionary<string, ChannelPipeline> _byStream = FrozenDictionary<string, ChannelPipeline>.Empty;

    /// <summary>The channels of the current picture.</summary>
    public IReadOnlyList<ChannelPipeline> Channels => Volatile.Read(ref _byStream).Values;

    /// <summary>Replaces the channels. Those that are gone admit nobody any more, and their publishers' sessions are told to end.</summary>
    /// <exception cref="ArgumentException">Two inputs have the same stream name.</exception>
    public void Publish(IEnumerable<ChannelPipeline> channels)
    {
        var next = channels.ToDictionary(channel => channel.Plan.Input.StreamName, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
        var before = Interlocked.Exchange(ref _byStream, next);
        foreach (var gone in before.Values.Except(next.Values))
        {
            gone.Close();
        }
    }

    /// <summary>Gives a publisher the input of that name, if nothing speaks against it.</summary>
    /// <param name="streamName"><c>app/instance</c>.</param>
    /// <param name="remote">Where the publisher comes from.</param>
    /// <param name="lease">The right to publish until it is disposed, or null.</param>
    /// <returns>Why not, or null.</returns>
    public PublishRefusal? TryAttach(string streamName, IPEndPoint remote, out PublisherLease? lease)
    {
        lease = null;
        return Volatile.Read(ref _byStream).GetValueOrDefault(streamName) is { } channel
            ? channel.TryAttach(remote, out lease)
            : new PublishRefusal.UnknownStream();
    }
}
