namespace Headwater.Observe.Metrics;

/// <summary>The values of one metric in one unit. Owned by the store, under its lock.</summary>
/// <param name="metric">The metric.</param>
/// <param name="unit">The unit.</param>
/// <param name="index">Its place in every roll-up file; 0 or more.</param>
/// <param name="generation">Tells it from those that had the place before; 1 or more.</param>
internal sealed class MetricSeries(MetricId metric, string unit, int index, int generation)
{
    /// <summary>The metric.</summary>
    public MetricId Metric { get; } = metric;

    /// <summary>The unit.</summary>
    public string Unit { get; } = unit;

    /// <summary>Its place in every roll-up file.</summary>
    public int Index { get; } = index;

    /// <summary>Tells it from those that had the place before.</summary>
    public int Generation { get; } = generation;

    /// <summary>Newest time of its values.</summary>
    public DateTimeOffset Newest { get; set; }

    /// <summary>Oldest time of its values; the beginning of time when it was there before the process.</summary>
    public DateTimeOffset Oldest { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Newest time that may be in a file; the end of time when it was there before the process.</summary>
    public DateTimeOffset Latest { get; set; } = DateTimeOffset.MaxValue;
}
