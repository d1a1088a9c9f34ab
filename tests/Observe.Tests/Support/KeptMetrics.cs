using Headwater.Observe.Metrics;

namespace Headwater.Observe.Tests.Support;

/// <summary>Keeps what is recorded.</summary>
public sealed class KeptMetrics : IMetricSink
{
    public List<MetricSample> Samples { get; } = [];

    public void Record(MetricSample sample)
    {
        lock (Samples)
        {
            Samples.Add(sample);
        }
    }
}
