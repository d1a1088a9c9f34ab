using Headwater.Aws.Services.MediaLive;

namespace Headwater.Aws.Tests.MediaLive.Support;

/// <summary>Keeps the newest data points.</summary>
internal sealed class RecordedMetrics : IMediaLiveMetrics
{
    public IReadOnlyList<MediaLiveMetric> Last { get; private set; } = [];

    public ValueTask ReportAsync(IReadOnlyList<MediaLiveMetric> points, CancellationToken cancellationToken)
    {
        Last = points;
        return ValueTask.CompletedTask;
    }

    /// <summary>The value of a metric of a pipeline; null when it was not reported.</summary>
    public double? Value(string name, string pipeline = "0", string? group = null) =>
        Last.SingleOrDefault(point => point.Name == name && point.Pipeline == pipeline && point.OutputGroupName == group)?.Value;
}
