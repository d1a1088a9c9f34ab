using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>When one audio output begins, in session ticks of its sampling rate.</summary>
/// <param name="Rendition">The plan.</param>
/// <param name="First">The first sample that the encoder is given.</param>
/// <param name="Threshold">Frames before it are not shown.</param>
/// <remarks>
/// Frames of 1,024 samples lie on a grid: that of what was published before, else that of the Unix epoch,
/// so that two encoders of one feed cut the sound at the same samples.
/// </remarks>
internal sealed record AudioOutput(AudioRenditionPlan Rendition, long First, long Threshold)
{
    public const int FrameSamples = 1_024;

    // The first frame of an encoder fades in; these are encoded ahead and not shown.
    private const int LeadFrames = 2;

    public static AudioOutput For(AudioRenditionPlan rendition, SessionClock clock, long? resumeAt)
    {
        var rate = (uint)rendition.SampleRate;
        var start = new MediaTime(clock.Start, SessionClock.VideoTimescale).Rescale(rate).Ticks;
        if (resumeAt is { } ticks && clock.ToSession(ticks, rate) is var resume && resume > start)
        {
            return new(rendition, resume - (LeadFrames * FrameSamples), resume);
        }

        var phase = resumeAt ?? 0;
        var first = start + SessionClock.FloorMod(phase - clock.ToAbsolute(start, rate), FrameSamples);
        return new(rendition, first, first);
    }
}
