namespace Headwater.Observe.Metrics;

/// <summary>A statistic of a metric.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Statistic">What is told of each period.</param>
/// <param name="Period">Length of a period; whole seconds.</param>
/// <param name="Unit">Only values of this unit; null: of all.</param>
public sealed record MetricStatistic(MetricId Metric, Statistic Statistic, TimeSpan Period, string? Unit);
