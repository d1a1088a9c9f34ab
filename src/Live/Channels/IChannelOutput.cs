using Headwater.Foundation;

namespace Headwater.Live.Channels;

/// <summary>What becomes of a channel's timeline: it is passed through, or encoded into a ladder. Called from one place at a time.</summary>
internal interface IChannelOutput : IAsyncDisposable
{
    /// <summary>A track's format, before its first sample and whenever it changes.</summary>
    ValueTask FormatAsync(int track, TrackFormat format, CancellationToken cancellationToken);

    /// <summary>The next sample of a track in decode order; waits while the output is behind.</summary>
    ValueTask SampleAsync(MediaSample sample, CancellationToken cancellationToken);

    /// <summary>What follows does not continue what came before.</summary>
    ValueTask DiscontinuityAsync(CancellationToken cancellationToken);

    /// <summary>The publisher has gone: nothing comes until another session begins.</summary>
    ValueTask PauseAsync(CancellationToken cancellationToken);
}
