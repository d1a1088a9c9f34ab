using System.Net;
using Headwater.Foundation;
using Headwater.Live.Timeline;

namespace Headwater.Live.Channels;

/// <summary>A publisher's right to one input. One session owns it and calls it from one place at a time; disposing gives the input back.</summary>
/// <remarks>From <see cref="BeginAsync"/> to disposal it also lets the timeline see each second pass, so that a source's silence is observed.</remarks>
public sealed class PublisherLease : IAsyncDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly ChannelPipeline _channel;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _revoked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _ticking = Task.CompletedTask;
    private bool _disposed;

    internal PublisherLease(ChannelPipeline channel, IPEndPoint remote, TimeProvider clock)
    {
        (_channel, _clock) = (channel, clock);
        Remote = remote;
    }

    /// <summary>Where the publisher comes from.</summary>
    public IPEndPoint Remote { get; }

    /// <summary>Completes when the channel is stopped: the session must end.</summary>
    public Task Revoked => _revoked.Task;

    /// <summary>Completes when it was disposed and what the session left is written.</summary>
    internal Task Ended => _written.Task;

    internal void Revoke() => _revoked.TrySetResult();

    /// <summary>Begins the session's media, stamped on that clock; waits until what an earlier session left is written.</summary>
    public async ValueTask BeginAsync(SourceClock clock, CancellationToken cancellationToken)
    {
        await _channel.BeginAsync(clock, cancellationToken);
        if (_ticking.IsCompleted)
        {
            _ticking = TickAsync(new PeriodicTimer(TickInterval, _clock));
        }
    }

    /// <summary>Says how a track's samples that follow are decoded.</summary>
    /// <param name="track">0 to 31.</param>
    /// <param name="format">The format; sound with its sample rate as timescale.</param>
    /// <param name="sampleDurationTicks">What each sample lasts on that timescale; 0 when unknown.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask SetFormatAsync(int track, TrackFormat format, long sampleDurationTicks, CancellationToken cancellationToken) =>
        _channel.SetFormatAsync(track, format, sampleDurationTicks, cancellationToken);

    /// <summary>Publishes a sample; waits while the channel is behind, and while the source runs more than 5 s ahead of UTC (back-pressure).</summary>
    public ValueTask PushAsync(SourceSample sample, CancellationToken cancellationToken) => _channel.PushAsync(sample, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await _ended.CancelAsync();
        await _ticking;
        _ended.Dispose();
        try
        {
            await _channel.DetachAsync(this);
        }
        finally
        {
            _written.TrySetResult();
        }
    }

    private async Task TickAsync(PeriodicTimer timer)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(_ended.Token))
                {
                    await _channel.TickAsync(_ended.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The lease has ended.
            }
        }
    }
}
