using System.Threading.Channels;
using Headwater.Aws.Services.MediaLive;

namespace Headwater.Aws.Tests.MediaLive.Support;

/// <summary>Keeps what MediaLive tells the event bus.</summary>
internal sealed class RecordedEvents : IMediaLiveEvents
{
    private readonly Channel<MediaLiveEvent> _all = Channel.CreateUnbounded<MediaLiveEvent>();
    private readonly List<MediaLiveEvent> _seen = [];

    public ValueTask PublishAsync(MediaLiveEvent happened, CancellationToken cancellationToken) => _all.Writer.WriteAsync(happened, cancellationToken);

    /// <summary>Everything told so far.</summary>
    public IReadOnlyList<MediaLiveEvent> All
    {
        get
        {
            while (_all.Reader.TryRead(out var happened))
            {
                _seen.Add(happened);
            }

            return _seen;
        }
    }

    /// <summary>The states told of, in order.</summary>
    public IEnumerable<string?> States => All.Where(happened => happened.DetailType == "MediaLive Channel State Change").Select(happened => (string?)happened.Detail["state"]);

    /// <summary>Waits until a channel is told to be in a state.</summary>
    public async Task StateAsync(string state, CancellationToken cancellationToken)
    {
        while (await _all.Reader.ReadAsync(cancellationToken) is var happened && (string?)happened.Detail["state"] != state)
        {
            _seen.Add(happened);
        }
    }
}
