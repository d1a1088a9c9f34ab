namespace Headwater.Live.Transcoding;

/// <summary>The bounds and times of a <see cref="TranscodeSupervisor"/>.</summary>
public sealed record TranscodeSupervision
{
    /// <summary>An encoder that has input and gives nothing for so long is replaced. Default 1.5 s.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The same for an encoder that has given nothing yet. Default 5 s.</summary>
    public TimeSpan StartupAllowance { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Wait before the third try in a row; doubles from try to try. The second follows at once. Default 250 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest wait between tries. Default 10 s.</summary>
    public TimeSpan MaximumRetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Failures in a row that raise <see cref="EncoderFailing"/>. Default 3.</summary>
    public int FailuresToAlert { get; init; } = 3;

    /// <summary>An encoder that worked for so long is healthy: the next failure is the first again. Default 10 s.</summary>
    public TimeSpan HealthyAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>An output may lag so far behind the source, look-ahead included. Default 3 s.</summary>
    public TimeSpan LagLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A lag that lasts for so long raises <see cref="EncoderOverloaded"/>. Default 5 s.</summary>
    public TimeSpan OverloadedAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Source time that may wait for the encoder before the source has to. Default 10 s.</summary>
    public TimeSpan PendingDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Source bytes that may wait for the encoder before the source has to. Default 64 MiB.</summary>
    public long PendingBytes { get; init; } = 64L << 20;

    /// <summary>Source time held for a new encoder, beyond which the oldest is given up. Default 30 s.</summary>
    public TimeSpan ReplayDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Source bytes held for a new encoder, beyond which the oldest are given up. Default 128 MiB.</summary>
    public long ReplayBytes { get; init; } = 128L << 20;

    /// <summary>Outputs that wait for the reader before the encoder has to. Default 256.</summary>
    public int OutputQueueCapacity { get; init; } = 256;
}
