namespace Headwater.Live.Transcoding;

/// <summary>How an encoder ended.</summary>
/// <param name="Reason">The cause.</param>
/// <param name="Detail">For the log: exit code and the last lines it said.</param>
public sealed record TranscoderExit(TranscoderExitReason Reason, string Detail);

/// <summary>Causes of an encoder's end.</summary>
public enum TranscoderExitReason
{
    /// <summary>It flushed after its input was completed.</summary>
    Completed,

    /// <summary>It was disposed.</summary>
    Stopped,

    /// <summary>It ended by itself: crashed, was killed or refused its input.</summary>
    Failed,
}
