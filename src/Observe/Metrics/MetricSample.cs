namespace Headwater.Observe.Metrics;

/// <summary>One measured value.</summary>
/// <param name="Metric">What was measured.</param>
/// <param name="Unit">Unit by CloudWatch's word, such as <c>Count</c>, <c>Bytes</c>, <c>Milliseconds</c>, <c>None</c>.</param>
/// <param name="Value">The value; finite.</param>
/// <param name="Time">When.</param>
public sealed record MetricSample(MetricId Metric, string Unit, double Value, DateTimeOffset Time)
{
    /// <summary>Makes a sample of its parts.</summary>
    public MetricSample(string @namespace, string name, IEnumerable<MetricDimension> dimensions, string unit, double value, DateTimeOffset time)
        : this(MetricId.Of(@namespace, name, dimensions), unit, value, time)
    {
    }
}
