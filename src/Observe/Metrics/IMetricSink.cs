namespace Headwater.Observe.Metrics;

/// <summary>Takes measurements. Callable from anywhere; returns at once and never throws: what cannot be kept is counted by its owner.</summary>
public interface IMetricSink
{
    /// <summary>Takes one value.</summary>
    void Record(MetricSample sample);
}
