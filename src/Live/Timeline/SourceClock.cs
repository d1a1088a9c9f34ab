namespace Headwater.Live.Timeline;

/// <summary>The clock on which a source stamps its samples.</summary>
/// <param name="Timescale">Ticks per second; 1 to 1,000,000,000.</param>
/// <param name="WrapBits">How many low bits of a stamp count before it starts again at zero; 16 to 62.</param>
public readonly record struct SourceClock(uint Timescale, int WrapBits)
{
    /// <summary>RTMP: milliseconds in 32 bits. Specification: Adobe RTMP 1.0, 5.3.1.</summary>
    public static SourceClock Rtmp => new(1000, 32);

    /// <summary>MPEG transport stream: 90 kHz in 33 bits. Specification: ISO/IEC 13818-1, 2.4.3.7.</summary>
    public static SourceClock TransportStream => new(90_000, 33);

    /// <summary>The shortest way from one stamp to another, in ticks: negative when <paramref name="later"/> lies behind.</summary>
    internal long Difference(long later, long earlier)
    {
        var unused = 64 - WrapBits;
        return unchecked((later - earlier) << unused) >> unused;
    }

    /// <summary>A span in ticks of this clock, rounded down.</summary>
    internal long Ticks(TimeSpan span) => (long)((Int128)span.Ticks * Timescale / TimeSpan.TicksPerSecond);
}
