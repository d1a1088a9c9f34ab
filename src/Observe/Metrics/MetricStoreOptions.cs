using System.ComponentModel.DataAnnotations;

namespace Headwater.Observe.Metrics;

/// <summary>Bounds of the metrics store.</summary>
public sealed class MetricStoreOptions
{
    /// <summary>Most series (a metric in a unit). Then the one idle for longest makes room when it was idle for two weeks; else the new one is refused and counted. Default 5,000.</summary>
    [Range(1, 1_000_000)]
    public int MostSeries { get; set; } = 5_000;

    /// <summary>How often what is held in memory is written; a crash loses no more than this. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Buckets held in memory at which they are written at once. Default 20,000.</summary>
    [Range(1, 10_000_000)]
    public int MostUnwritten { get; set; } = 20_000;
}
