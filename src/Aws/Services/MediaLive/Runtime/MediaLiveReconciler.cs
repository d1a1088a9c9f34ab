using Headwater.Aws.Compile;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Aws.Services.MediaLive.Operations;
using Headwater.Documents;
using Microsoft.Extensions.Logging;

namespace Headwater.Aws.Services.MediaLive.Runtime;

/// <summary>Carries what is on its way to its end: publishes plans, and moves channels and inputs on by what is seen running.</summary>
/// <remarks>
/// One owner of all background changes. What it needs to know is in the documents, so that it goes on where a process ended:
/// channels that ran run again, and states that end in -ing reach their end.
/// </remarks>
internal sealed partial class MediaLiveReconciler(MediaLiveContext service, IPlanPublisher plans, IMediaLiveMetrics metrics, ILogger logger)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly ChannelSteps _steps = new(service, logger);
    private readonly LifeSteps _lives = new(service);
    private readonly ChannelMeter _meter = new();

    // Versions of the channels that the last good plan was made after; a change it does not hold is not acted on.
    private Dictionary<string, long> _published = [];
    private bool _pending;

    /// <summary>Works until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var watching = WatchAsync(cancellationToken);
        var beating = BeatAsync(cancellationToken);
        try
        {
            while (true)
            {
                await GuardAsync(StepAsync(cancellationToken), cancellationToken);
                await service.Signal.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }

        await Task.WhenAll(watching, beating);
    }

    /// <summary>One pass over everything. Not to be called while <see cref="RunAsync"/> works.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var channels = await service.Store.Channels.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        await PublishAsync(channels, cancellationToken);
        foreach (var channel in channels)
        {
            await GuardAsync(_steps.CarryAsync(channel, IsPublished(channel), cancellationToken).AsTask(), cancellationToken);
        }

        await _lives.CarryAsync(cancellationToken);
    }

    /// <summary>Reports the data points of this moment.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var running = await service.Store.Channels.ListAsync(cancellationToken).Where(found => found.Value.State.Runs).Select(found => found.Value).ToListAsync(cancellationToken);
        if (_meter.Measure(running, service.Media.Observation, service.Alerts, service.Now) is { Count: > 0 } points)
        {
            await metrics.ReportAsync(points, cancellationToken);
        }
    }

    private async ValueTask PublishAsync(List<Versioned<ChannelDocument>> channels, CancellationToken cancellationToken)
    {
        // Asked of the documents too: a commit may be seen before its signal.
        _pending |= service.Signal.TakePlanChange() | channels.Any(channel => NeedsPlan(channel.Value) && !IsPublished(channel));
        if (!_pending)
        {
            return;
        }

        using var limit = new CancellationTokenSource(service.Options.StartAllowance, service.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        if (await GuardAsync(plans.PublishAsync(either.Token).AsTask(), cancellationToken))
        {
            _pending = false;
            _published = channels.ToDictionary(channel => channel.Id, channel => channel.Version);
        }
    }

    private static bool NeedsPlan(ChannelDocument channel) => channel.State is ChannelState.Starting or ChannelState.Stopping || channel.Restarting.Count > 0;

    private bool IsPublished(Versioned<ChannelDocument> channel) => _published.GetValueOrDefault(channel.Id) == channel.Version;

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var seen = service.Media.Observation; ;)
            {
                var known = seen;
                seen = await service.Media.WaitAsync(picture => ObservationChange.Matters(known, picture), cancellationToken);
                service.Signal.StateChanged();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Beat, service.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await GuardAsync(MeasureAsync(cancellationToken), cancellationToken);
                service.Signal.StateChanged();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Whether the work ended well; what failed is told and tried again at the next beat.</summary>
    private async Task<bool> GuardAsync(Task work, CancellationToken cancellationToken)
    {
        try
        {
            await work;
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The loop's edge: one channel that fails must not hold up the others.
        catch (Exception fault)
        {
            Log.Failed(logger, fault);
            return false;
        }
#pragma warning restore CA1031
    }

    private static partial class Log
    {
        [LoggerMessage(7101, LogLevel.Error, "MediaLive: a step failed and is tried again")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
