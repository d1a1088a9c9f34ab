using System.Text.Json.Nodes;
using Headwater.Aws.Services.Events;
using Headwater.Aws.Services.MediaLive;
using Headwater.Observe.Metrics;

namespace Headwater.Hosts.ControlPlane;

/// <summary>Carries what MediaLive tells to the event bus and the metrics store.</summary>
internal sealed class MediaLiveFeed(IEventSink events, IMetricSink metrics) : IMediaLiveEvents, IMediaLiveMetrics
{
    private const string Namespace = "AWS/MediaLive";

    public ValueTask PublishAsync(MediaLiveEvent happened, CancellationToken cancellationToken)
    {
        events.Publish(new PlatformEvent(
            "aws.medialive", happened.DetailType, happened.Account, happened.Region, happened.Time, [happened.Resource], (JsonObject)happened.Detail.DeepClone()));
        return ValueTask.CompletedTask;
    }

    public ValueTask ReportAsync(IReadOnlyList<MediaLiveMetric> points, CancellationToken cancellationToken)
    {
        foreach (var point in points)
        {
            var metric = point.OutputGroupName is { } group
                ? MetricId.Of(Namespace, point.Name, ("ChannelId", point.ChannelId), ("Pipeline", point.Pipeline), ("OutputGroupName", group))
                : MetricId.Of(Namespace, point.Name, ("ChannelId", point.ChannelId), ("Pipeline", point.Pipeline));
            metrics.Record(new MetricSample(metric, point.Unit, point.Value, point.Time));
        }

        return ValueTask.CompletedTask;
    }
}
