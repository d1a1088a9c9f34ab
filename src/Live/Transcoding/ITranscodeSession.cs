using Headwater.Foundation;

namespace Headwater.Live.Transcoding;

/// <summary>One running encoder: source samples in, encoded samples of every rendition out. One writer, one reader; disposing ends it at once.</summary>
public interface ITranscodeSession : IAsyncDisposable
{
    /// <summary>Feeds a source sample; waits while the encoder is behind (back-pressure).</summary>
    /// <exception cref="IOException">The encoder has gone.</exception>
    ValueTask WriteAsync(MediaSample sample, CancellationToken cancellationToken);

    /// <summary>Says that no further sample comes; the encoder flushes and the outputs end.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);

    /// <summary>What the encoder makes, in the order it comes, until it has flushed or gone. Bounded: an encoder whose reader waits, waits too.</summary>
    IAsyncEnumerable<TranscoderOutput> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Completes when the encoder has ended, with why. Never faults.</summary>
    Task<TranscoderExit> Completion { get; }
}
