namespace Headwater.Aws.Services.MediaLive;

/// <summary>Takes what MediaLive tells the event bus. Best effort: what it loses is lost.</summary>
public interface IMediaLiveEvents
{
    /// <summary>Takes one event, after what it tells of was committed.</summary>
    ValueTask PublishAsync(MediaLiveEvent happened, CancellationToken cancellationToken);
}
