namespace Headwater.Aws.Services.MediaLive;

/// <summary>Takes the data points of namespace <c>AWS/MediaLive</c>.</summary>
public interface IMediaLiveMetrics
{
    /// <summary>Takes the points of one moment, every 10 s while a channel runs.</summary>
    ValueTask ReportAsync(IReadOnlyList<MediaLiveMetric> points, CancellationToken cancellationToken);
}
