namespace Headwater.Formats.Hls;

/// <summary>Durations as playlists round them; all roundings keep order.</summary>
public static class PlaylistSeconds
{
    private const long HalfSecond = TimeSpan.TicksPerSecond / 2;

    /// <summary>Whole seconds, halves up: how EXTINF is compared with the target duration. Specification: RFC 8216bis, 4.4.3.1.</summary>
    public static long Round(TimeSpan duration) => FloorDivide(Math.Min(duration.Ticks, long.MaxValue - HalfSecond) + HalfSecond, TimeSpan.TicksPerSecond);

    /// <summary>Units of 10 µs, halves up: what the writer prints of a duration.</summary>
    internal static long RoundToHundredThousandths(TimeSpan duration) => FloorDivide(Math.Min(duration.Ticks, long.MaxValue - 50) + 50, 100);

    private static long FloorDivide(long value, long divisor)
    {
        var (quotient, remainder) = Math.DivRem(value, divisor);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
