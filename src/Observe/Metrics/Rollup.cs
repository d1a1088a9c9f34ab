namespace Headwater.Observe.Metrics;

/// <summary>One resolution in which values are kept.</summary>
/// <param name="Name">Names its file.</param>
/// <param name="Span">Length of a bucket; whole seconds.</param>
/// <param name="Kept">How long; a multiple of <paramref name="Span"/>.</param>
internal sealed record Rollup(string Name, TimeSpan Span, TimeSpan Kept)
{
    /// <summary>The resolutions, finest first; how long each is kept is CloudWatch's.</summary>
    public static IReadOnlyList<Rollup> All { get; } =
    [
        new("1s", TimeSpan.FromSeconds(1), TimeSpan.FromHours(3)),
        new("1m", TimeSpan.FromMinutes(1), TimeSpan.FromDays(15)),
        new("5m", TimeSpan.FromMinutes(5), TimeSpan.FromDays(63)),
        new("1h", TimeSpan.FromHours(1), TimeSpan.FromDays(455)),
    ];

    /// <summary>Buckets of one series.</summary>
    public long Slots => Kept.Ticks / Span.Ticks;

    /// <summary>Number of the bucket that holds a time, counted from 1970.</summary>
    public long Number(DateTimeOffset time) => (long)Math.Floor((time - DateTimeOffset.UnixEpoch) / Span);

    /// <summary>When a bucket begins.</summary>
    public DateTimeOffset Start(long number) => DateTimeOffset.UnixEpoch + (Span * number);
}
