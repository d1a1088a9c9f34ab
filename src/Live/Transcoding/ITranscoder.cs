namespace Headwater.Live.Transcoding;

/// <summary>Port: starts encoders. The adapter owns the processes.</summary>
public interface ITranscoder
{
    /// <summary>Starts one encoder; returns when it accepts samples.</summary>
    /// <exception cref="IOException">The encoder could not be started; the message says why.</exception>
    ValueTask<ITranscodeSession> StartAsync(TranscodeJob job, CancellationToken cancellationToken);
}
