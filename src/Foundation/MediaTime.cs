namespace Headwater.Foundation;

/// <summary>A time on one track's clock, in whole ticks of 1/<see cref="Timescale"/> second.</summary>
/// <remarks>On a channel's timeline tick zero is 1970-01-01T00:00:00Z, so a time is also a UTC instant (law 2).</remarks>
/// <param name="Ticks">May be negative before the first decode time is anchored.</param>
/// <param name="Timescale">Ticks per second; greater than zero.</param>
public readonly record struct MediaTime(long Ticks, uint Timescale)
{
    /// <summary>The time of a UTC instant on a clock of <paramref name="timescale"/> ticks per second, rounded down.</summary>
    public static MediaTime FromUtc(DateTimeOffset instant, uint timescale) =>
        new MediaTime(instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, (uint)TimeSpan.TicksPerSecond).Rescale(timescale);

    /// <summary>A span as time on a clock of <paramref name="timescale"/> ticks per second, rounded down.</summary>
    public static MediaTime FromTimeSpan(TimeSpan span, uint timescale) =>
        new MediaTime(span.Ticks, (uint)TimeSpan.TicksPerSecond).Rescale(timescale);

    /// <summary>Converts to another timescale, rounding towards minus infinity so that order is kept.</summary>
    /// <exception cref="OverflowException">The result does not fit 64 bits.</exception>
    public MediaTime Rescale(uint timescale)
    {
        if (timescale == Timescale)
        {
            return this;
        }

        var (quotient, remainder) = Int128.DivRem((Int128)Ticks * timescale, Timescale);
        return new(checked((long)(remainder < 0 ? quotient - 1 : quotient)), timescale);
    }

    /// <summary>This time as a span, rounded down to 100 ns.</summary>
    public TimeSpan ToTimeSpan() => new(Rescale((uint)TimeSpan.TicksPerSecond).Ticks);

    /// <summary>This time as a UTC instant, taking tick zero as the Unix epoch.</summary>
    public DateTimeOffset ToUtc() => DateTimeOffset.UnixEpoch + ToTimeSpan();

    /// <summary>Seconds, for display only.</summary>
    public double Seconds => (double)Ticks / Timescale;
}
