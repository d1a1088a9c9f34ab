using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>
/// The clock of one encoder. ffmpeg sees times that begin a dozen seconds above zero, as NUT cannot carry negative ones and encoders reach back;
/// the epoch is a whole second, so a conversion is a subtraction of whole ticks on every timescale and back again exact.
/// </summary>
internal sealed record SessionClock
{
    /// <summary>Timescale of pictures on the way in and out.</summary>
    public const uint VideoTimescale = 90_000;

    private const int LeadSeconds = 12;

    private SessionClock(long epochSeconds, MediaTime start)
    {
        EpochSeconds = epochSeconds;
        Start = start.Rescale(VideoTimescale).Ticks - (epochSeconds * VideoTimescale);
        Anchor = Start - (VideoTimescale / 4);
    }

    /// <summary>UTC second at session time zero.</summary>
    public long EpochSeconds { get; }

    /// <summary>Session time of the first sample, in video ticks.</summary>
    public long Start { get; }

    /// <summary>
    /// Session time in video ticks at which the first picture is shown to the encoders once more, ahead of its own time.
    /// Interop: ffmpeg counts the <c>t</c> of <c>-force_key_frames</c> from the encoder's first frame; this one is at a time known beforehand.
    /// </summary>
    public long Anchor { get; }

    /// <summary>A clock for samples from <paramref name="start"/> on, on which frames of every asked rate fall on their UTC grid.</summary>
    public static SessionClock For(MediaTime start, IEnumerable<FrameRate> rates)
    {
        var period = 1L;
        foreach (var rate in rates)
        {
            // Whole seconds after which a rate's grid meets the second again. Odd rates keep the second only.
            var common = Lcm(period, rate.Denominator);
            period = common <= 1_000_000 ? common : period;
        }

        var second = start.Rescale(1).Ticks - LeadSeconds;
        return new SessionClock(second - FloorMod(second, period), start);
    }

    /// <summary>Absolute ticks of any timescale to session ticks.</summary>
    public long ToSession(long ticks, uint timescale) => ticks - (EpochSeconds * timescale);

    /// <summary>Session ticks of any timescale to absolute ticks.</summary>
    public long ToAbsolute(long ticks, uint timescale) => ticks + (EpochSeconds * timescale);

    public static long FloorMod(long value, long modulus) => ((value % modulus) + modulus) % modulus;

    private static long Lcm(long a, long b)
    {
        var (x, y) = (a, b);
        while (y != 0)
        {
            (x, y) = (y, x % y);
        }

        return a / x * b;
    }
}
