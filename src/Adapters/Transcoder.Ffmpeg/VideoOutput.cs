using System.Globalization;
using Headwater.Plans;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>When one video output shows frames and where its random access points lie; all in session ticks of 1/90,000 s.</summary>
/// <param name="Rendition">The plan.</param>
/// <param name="First">Time of the first frame that the encoder is given; the zero of <c>t</c> in ffmpeg's expression.</param>
/// <param name="Resume">Where an output that goes on begins, or null.</param>
/// <param name="Threshold">Frames before it are not shown.</param>
internal sealed record VideoOutput(VideoRenditionPlan Rendition, long First, long? Resume, long Threshold)
{
    public static VideoOutput For(VideoRenditionPlan rendition, SessionClock clock, long? resumeAt)
    {
        var resume = resumeAt is { } ticks ? clock.ToSession(ticks, SessionClock.VideoTimescale) : (long?)null;
        if (rendition.FrameRate is not { } rate)
        {
            resume = resume > clock.Start ? resume : null;
            return new(rendition, clock.Anchor, resume, resume ?? clock.Anchor + 1);
        }

        var first = TicksOfFrame(FirstFrame(clock, rate), rate);
        resume = resume > first ? resume : null;
        return new(rendition, first, resume, resume ?? first);
    }

    /// <summary>The number of the first frame at or after the start on the grid of a rate.</summary>
    public static long FirstFrame(SessionClock clock, FrameRate rate)
    {
        var divisor = (Int128)SessionClock.VideoTimescale * rate.Denominator;
        return (long)((((Int128)clock.Start * rate.Numerator) + divisor - 1) / divisor);
    }

    /// <summary>
    /// The expression for <c>-force_key_frames</c>: the first shown frame, then the first at or after each multiple of the distance on the UTC grid.
    /// </summary>
    public string KeyFrameExpression(SessionClock clock, TimeSpan gop)
    {
        // In units that hold both 1/90,000 s and 100 ns: how far the zero of t lies behind a grid point.
        const int UnitsPerTick = 1_000;
        const int UnitsPerTimeSpanTick = 9;
        var absolute = (Int128)clock.ToAbsolute(First, SessionClock.VideoTimescale) * UnitsPerTick;
        var distance = (Int128)gop.Ticks * UnitsPerTimeSpanTick;
        var phase = (decimal)(((absolute % distance) + distance) % distance) / 90_000_000m;

        // Two microseconds forgive binary fractions and stay below one tick.
        var offset = (phase + 0.000_002m).ToString("0.#########", CultureInfo.InvariantCulture);
        var seconds = (gop.Ticks / 10_000_000m).ToString("0.#######", CultureInfo.InvariantCulture);
        var leading = Rendition.FrameRate is null || Resume is not null ? 1 : 0;
        return $"expr:if(lte(n,{leading})+isnan(prev_forced_t),1,gt(floor((t+{offset})/{seconds}),floor((prev_forced_t+{offset})/{seconds})))";
    }

    private static long TicksOfFrame(long number, FrameRate rate)
    {
        var divisor = (Int128)rate.Numerator * 2;
        return (long)((((Int128)number * rate.Denominator * SessionClock.VideoTimescale * 2) + rate.Numerator) / divisor);
    }
}
