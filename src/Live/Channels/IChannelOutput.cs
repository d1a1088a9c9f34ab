using Headwater.Foundation;

namespace Headwater.Live.Channels;

/// <summary>What becomes of a channel's timeline: it is passed through, or encoded into a ladder. Called from one place at a time.</summary>
/// <remarks>
/// Only <see cref="ReadyAsync"/> can be given up. What the timeline has given out exists nowhere else, so what takes it cannot be:
/// it waits for the log's storage, which answers or fails, and at a break for an encoder's flush of at most 5 s, never for room.
/// </remarks>
internal interface IChannelOutput : IAsyncDisposable
{
    /// <summary>How often an encoder was replaced. Any thread.</summary>
    long EncoderReplacements { get; }

    /// <summary>Whether an encoder broke and its successor has given nothing yet. Any thread.</summary>
    bool IsRecovering { get; }

    /// <summary>Waits while the output is behind. To be asked before the timeline is.</summary>
    ValueTask ReadyAsync(CancellationToken cancellationToken);

    /// <summary>A track's format, before its first sample and whenever it changes.</summary>
    ValueTask FormatAsync(int track, TrackFormat format);

    /// <summary>The next sample of a track in decode order.</summary>
    ValueTask SampleAsync(MediaSample sample);

    /// <summary>What follows does not continue what came before.</summary>
    ValueTask DiscontinuityAsync();

    /// <summary>The publisher has gone: nothing comes until another session begins.</summary>
    ValueTask PauseAsync();
}
