using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Live.Transcoding;

/// <summary>What one encoder is to do.</summary>
public sealed record TranscodeJob
{
    /// <summary>For logs and process titles: channel and pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>The source's tracks, by the index its samples name; sample times are ticks since the Unix epoch on each track's timescale.</summary>
    public required EquatableList<TrackFormat> Sources { get; init; }

    /// <summary>The renditions. Outputs are numbered: the video renditions in order, then the audio renditions in order.</summary>
    public required LadderPlan Ladder { get; init; }

    /// <summary>Decode time of the first sample that will be written, as a UTC instant.</summary>
    public required MediaTime Start { get; init; }

    /// <summary>
    /// For each output the presentation time (ticks since the Unix epoch, output's timescale) of the end of what was already published, or null.
    /// A resumed output begins with an IDR at the first frame at or after it and shows nothing before it.
    /// </summary>
    public EquatableList<long?> ResumeAt { get; init; } = [];
}
