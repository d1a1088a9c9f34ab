using Headwater.Observe.Metrics;

namespace Headwater.Observe.Expressions;

/// <summary>Reads statistics of a metrics store as series.</summary>
public static class MetricReading
{
    /// <summary>The points of a statistic; periods without values, and those whose statistic cannot be told, are absent.</summary>
    public static TimeSeries Series(this MetricStore store, MetricStatistic statistic, DateTimeOffset start, DateTimeOffset end) =>
        new(store.Read(statistic.Metric, statistic.Unit, start, end, statistic.Period)
            .Select(point => KeyValuePair.Create(point.Time, statistic.Statistic.Of(point.Bucket)))
            .Where(point => double.IsFinite(point.Value)));
}
