namespace Headwater.Live.Timeline;

/// <summary>Arithmetic in units of 1/705,600,000 s, a whole number of which fits every usual video and audio clock tick.</summary>
/// <remarks>64 bits of them since the Unix epoch last beyond the year 2380.</remarks>
internal static class Flicks
{
    public const long PerSecond = 705_600_000;
    public const long PerMillisecond = PerSecond / 1000;

    public static long From(TimeSpan span) => From(span.Ticks, (uint)TimeSpan.TicksPerSecond);

    public static long FromUtc(DateTimeOffset instant) =>
        From(instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, (uint)TimeSpan.TicksPerSecond);

    /// <summary>Rounds down; saturates.</summary>
    public static long From(long ticks, uint timescale) => Saturate(FloorDivide((Int128)ticks * PerSecond, timescale));

    /// <summary>Rounds down.</summary>
    public static long ToTicks(long flicks, uint timescale) => Saturate(FloorDivide((Int128)flicks * timescale, PerSecond));

    /// <summary>Rounds up.</summary>
    public static long ToTicksCeiling(long flicks, uint timescale) =>
        Saturate(-FloorDivide(-((Int128)flicks * timescale), PerSecond));

    /// <summary>Rounds down; bounded to ±1,000 days.</summary>
    public static TimeSpan ToTimeSpan(long flicks)
    {
        const long bound = 1000 * TimeSpan.TicksPerDay;
        return new(Math.Clamp(ToTicks(flicks, (uint)TimeSpan.TicksPerSecond), -bound, bound));
    }

    public static Int128 FloorDivide(Int128 dividend, Int128 divisor)
    {
        var (quotient, remainder) = Int128.DivRem(dividend, divisor);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    private static long Saturate(Int128 value) => long.CreateSaturating(value);
}
