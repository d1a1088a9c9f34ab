using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Aws.Services.MediaLive.Operations;
using Headwater.Documents;
using Headwater.Plans;
using Microsoft.Extensions.Logging;

namespace Headwater.Aws.Services.MediaLive.Runtime;

/// <summary>One step of one channel: from the state it is in to the next, when the time has come.</summary>
internal sealed partial class ChannelSteps(MediaLiveContext service, ILogger logger)
{
    // A channel that was starting when the last process ended gets its time anew.
    private readonly DateTimeOffset _begun = service.Now;

    /// <summary>Carries a channel one step.</summary>
    /// <param name="channel">As it was read.</param>
    /// <param name="isPublished">Whether a plan that was made after it was read runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask CarryAsync(Versioned<ChannelDocument> channel, bool isPublished, CancellationToken cancellationToken) => channel.Value.State switch
    {
        ChannelState.Creating => SettleAsync(channel, "CREATED", "Created channel", cancellationToken),
        ChannelState.Updating => SettleAsync(channel, null, "", cancellationToken),
        ChannelState.Starting => StartAsync(channel, isPublished, cancellationToken),
        ChannelState.Running or ChannelState.Recovering => WatchAsync(channel, isPublished, cancellationToken),
        ChannelState.Stopping when isPublished => StopAsync(channel, cancellationToken),
        ChannelState.Deleting => DeleteAsync(channel, cancellationToken),
        ChannelState.Deleted when service.Now - channel.Value.Since > service.Options.TombstoneRetention => PurgeAsync(channel, cancellationToken),
        _ => ValueTask.CompletedTask,
    };

    private async ValueTask SettleAsync(Versioned<ChannelDocument> found, string? told, string message, CancellationToken cancellationToken)
    {
        if (await TryMoveAsync(found, found.Value.In(ChannelState.Idle, service.Now), cancellationToken) && told is not null)
        {
            await TellAsync(found.Value, told, message, cancellationToken);
        }
    }

    private async ValueTask StartAsync(Versioned<ChannelDocument> found, bool isPublished, CancellationToken cancellationToken)
    {
        await TakeAlertsAsync(found.Value, cancellationToken);
        var states = isPublished ? States(found.Value) : [];
        var running = states.Count(state => state == ChannelRunState.Running);
        var isLate = service.Now - Later(found.Value.Since, _begun) >= service.Options.StartAllowance;
        if (running == found.Value.Pipelines.Count || (running > 0 && isLate))
        {
            var state = running == found.Value.Pipelines.Count ? ChannelState.Running : ChannelState.Recovering;
            await BeginAsync(found, found.Value.In(state, service.Now), cancellationToken);
        }
        else if (isLate || (states.Count > 0 && states.All(state => state == ChannelRunState.Failed)))
        {
            await GiveUpAsync(found, isLate, cancellationToken);
        }
    }

    private async ValueTask BeginAsync(Versioned<ChannelDocument> found, ChannelDocument running, CancellationToken cancellationToken)
    {
        if (!await TryMoveAsync(found, running, cancellationToken))
        {
            return;
        }

        await TellAsync(running, "RUNNING", "Running channel", cancellationToken);
        foreach (var pipeline in running.Pipelines)
        {
            await service.Events.PublishAsync(ChannelEvents.InputChange(running, pipeline, ChannelAnswer.ActiveAttachment(running), service.Now), cancellationToken);
        }
    }

    private async ValueTask GiveUpAsync(Versioned<ChannelDocument> found, bool isLate, CancellationToken cancellationToken)
    {
        var channel = found.Value;
        if (!await TryMoveAsync(found, channel.In(ChannelState.Stopping, service.Now), cancellationToken))
        {
            return;
        }

        Log.GivenUp(logger, channel.Id);
        service.Signal.PlanChanged();
        foreach (var pipeline in channel.Pipelines.Where(pipeline => Seen(channel, pipeline)?.State != ChannelRunState.Running))
        {
            var why = isLate ? $"within {service.Options.StartAllowance.TotalSeconds:0} s" : "on this machine";
            var alert = service.Alerts.Note(channel.Id, pipeline, AlertTypes.NotStarted, $"Pipeline {pipeline} could not be started {why}; the channel returned to IDLE.");
            await service.Events.PublishAsync(ChannelEvents.Alert(channel, alert, service.Now), cancellationToken);
        }
    }

    private async ValueTask WatchAsync(Versioned<ChannelDocument> found, bool isPublished, CancellationToken cancellationToken)
    {
        await TakeAlertsAsync(found.Value, cancellationToken);
        if (found.Value.Restarting.Count > 0)
        {
            // The plan without them runs: now the plan with them may.
            if (isPublished && await TryMoveAsync(found, found.Value with { Restarting = [] }, cancellationToken))
            {
                service.Signal.PlanChanged();
            }

            return;
        }

        var all = States(found.Value).Count(state => state == ChannelRunState.Running) == found.Value.Pipelines.Count;
        var next = all ? ChannelState.Running : ChannelState.Recovering;
        if (next != found.Value.State && await TryMoveAsync(found, found.Value.In(next, service.Now), cancellationToken))
        {
            await TellAsync(found.Value.In(next, service.Now), "RUNNING", all ? "Running channel" : "A pipeline is recovering", cancellationToken);
        }
    }

    private async ValueTask StopAsync(Versioned<ChannelDocument> found, CancellationToken cancellationToken)
    {
        var idle = found.Value.In(ChannelState.Idle, service.Now) with { Restarting = [] };
        if (!await TryMoveAsync(found, idle, cancellationToken))
        {
            return;
        }

        foreach (var alert in service.Alerts.ClearAll(idle.Id))
        {
            await service.Events.PublishAsync(ChannelEvents.Alert(idle, alert, service.Now), cancellationToken);
        }

        await TellAsync(idle, "STOPPED", "Stopped channel", cancellationToken);
    }

    private async ValueTask DeleteAsync(Versioned<ChannelDocument> found, CancellationToken cancellationToken)
    {
        // Of both: a channel of one pipeline may have been of two.
        foreach (var pipeline in new[] { "0", "1" })
        {
            await service.Media.ForgetAsync(found.Value.PlanId(pipeline), cancellationToken);
        }

        List<DocumentWrite> writes =
        [
            service.Store.Channels.Write(found.Id, found.Value.In(ChannelState.Deleted, service.Now), found.Version),
            service.Store.Schedules.Write(found.Id, null, null),
        ];
        foreach (var id in found.Value.InputIds)
        {
            if (await service.Store.Inputs.FindAsync(id, cancellationToken) is { } input && input.Value.Channel == found.Id)
            {
                writes.Add(service.Store.Inputs.Write(id, input.Value with { Channel = null }, input.Version));
            }
        }

        if (await service.Store.TryCommitAsync(writes, cancellationToken))
        {
            await TellAsync(found.Value, "DELETED", "Deleted channel", cancellationToken);
        }
        else
        {
            service.Signal.StateChanged();
        }
    }

    private async ValueTask PurgeAsync(Versioned<ChannelDocument> found, CancellationToken cancellationToken) =>
        await service.Store.Channels.TryPutAsync(found.Id, null, found.Version, cancellationToken);

    private async ValueTask TakeAlertsAsync(ChannelDocument channel, CancellationToken cancellationToken)
    {
        foreach (var pipeline in channel.Pipelines)
        {
            foreach (var alert in service.Alerts.Take(channel.Id, pipeline, Seen(channel, pipeline)?.Alerts ?? []))
            {
                await service.Events.PublishAsync(ChannelEvents.Alert(channel, alert, service.Now), cancellationToken);
            }
        }
    }

    /// <summary>Writes the next state; a channel that others changed meanwhile is looked at again.</summary>
    private async ValueTask<bool> TryMoveAsync(Versioned<ChannelDocument> found, ChannelDocument next, CancellationToken cancellationToken)
    {
        var moved = await service.Store.Channels.TryPutAsync(found.Id, next, found.Version, cancellationToken);
        service.Signal.StateChanged();
        return moved;
    }

    private List<ChannelRunState> States(ChannelDocument channel) => [.. channel.Pipelines.Select(pipeline => Seen(channel, pipeline)).OfType<ChannelObservation>().Select(seen => seen.State)];

    private ChannelObservation? Seen(ChannelDocument channel, string pipeline) => service.Media.Observation.Channels.GetValueOrDefault(channel.PlanId(pipeline));

    private ValueTask TellAsync(ChannelDocument channel, string state, string message, CancellationToken cancellationToken) =>
        service.Events.PublishAsync(
            ChannelEvents.StateChange(channel, state, message, channel.State.Runs ? States(channel).Count(seen => seen == ChannelRunState.Running) : 0, service.Now), cancellationToken);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static partial class Log
    {
        [LoggerMessage(7111, LogLevel.Warning, "MediaLive: channel {Channel} did not start and returns to IDLE")]
        public static partial void GivenUp(ILogger logger, string channel);
    }
}
