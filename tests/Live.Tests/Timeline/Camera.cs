namespace Headwater.Live.Tests.Timeline;

/// <summary>A camera to play: by default 25 pictures a second in groups of 50, and AAC at 48 kHz.</summary>
internal sealed record Camera
{
    /// <summary>When it begins, in seconds of wall time since the test's start.</summary>
    public double From { get; init; }

    /// <summary>The source's own time when it begins, in seconds; <see cref="From"/> when it is the same.</summary>
    public double? SourceFrom { get; init; }

    /// <summary>How long, in seconds of source time.</summary>
    public double Seconds { get; init; } = 4;

    public double PicturesPerSecond { get; init; } = 25;

    public int GroupLength { get; init; } = 50;

    public bool Vision { get; init; } = true;

    public bool Sound { get; init; } = true;

    public int SampleRate { get; init; } = 48_000;

    public int FrameSamples { get; init; } = 1024;

    /// <summary>Source seconds per wall second.</summary>
    public double ClockRate { get; init; } = 1;

    /// <summary>Real samples a second over nominal ones.</summary>
    public double AudioRate { get; init; } = 1;

    /// <summary>The stamp that is sent for a millisecond since the camera began.</summary>
    public Func<long, long> VideoRaw { get; init; } = stamp => stamp;

    public Func<long, long> AudioRaw { get; init; } = stamp => stamp;
}
