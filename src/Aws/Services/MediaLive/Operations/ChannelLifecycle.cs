using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Compile.MediaLive;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Aws.Services.MediaLive.Runtime;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>What begins a change of a channel's state: start, stop, restart of pipelines, delete. The state changes before the call is answered; the reconciler carries it on.</summary>
internal sealed class ChannelLifecycle(MediaLiveContext service, ChannelAnswer answer)
{
    public void Map(OperationMap operations)
    {
        Map(operations, "StartChannel", StartAsync);
        Map(operations, "StopChannel", StopAsync);
        Map(operations, "DeleteChannel", DeleteAsync);
        operations.Map<JsonObject, JsonObject>("RestartChannelPipelines", RestartAsync, (request, context) => new Permission("medialive:RestartChannelPipelines", ChannelCalls.Arn(request, context)));
    }

    /// <summary>Begins to start an idle channel.</summary>
    public async ValueTask<ChannelDocument> StartAsync(string id, CallContext context)
    {
        var found = await ChannelCalls.FindAsync(service, id, context);
        ChannelCalls.Require(found.Value, found.Value.State.MayStart, "started");
        var starting = found.Value.In(ChannelState.Starting, service.Now) with { Started = service.Now, Restarting = [] };
        if (ArchiveCompiler.FirstSharedKey(starting) is { } shared)
        {
            throw MediaLiveFault.BadRequest($"Channel {id} cannot start: two outputs would both write {shared}. Give their destinations or name modifiers different values.");
        }

        await CommitAsync(found, starting, context);
        await TellAsync(starting, "STARTING", "Starting channel", context);
        return starting;
    }

    /// <summary>Begins to stop a channel that runs or starts.</summary>
    public async ValueTask<ChannelDocument> StopAsync(string id, CallContext context)
    {
        var found = await ChannelCalls.FindAsync(service, id, context);
        ChannelCalls.Require(found.Value, found.Value.State.MayStop, "stopped");
        var stopping = found.Value.In(ChannelState.Stopping, service.Now);
        await CommitAsync(found, stopping, context);
        await TellAsync(stopping, "STOPPING", "Stopping channel", context);
        return stopping;
    }

    /// <summary>Begins the deletion of a channel that does not run; nothing when it is deleted already.</summary>
    public async ValueTask<ChannelDocument> DeleteAsync(string id, CallContext context)
    {
        var found = await ChannelCalls.FindAsync(service, id, context);
        if (found.Value.State == ChannelState.Deleted)
        {
            return found.Value;
        }

        ChannelCalls.Require(found.Value, found.Value.State.MayDelete, "deleted");
        var deleting = found.Value.In(ChannelState.Deleting, service.Now);
        await CommitAsync(found, deleting, context);
        return deleting;
    }

    private async ValueTask<JsonObject> RestartAsync(JsonObject request, CallContext context)
    {
        var found = await ChannelCalls.FindAsync(service, request, context);
        ChannelCalls.Require(found.Value, found.Value.State is ChannelState.Running or ChannelState.Recovering, "restarted");
        var asked = request.Texts("PipelineIds");
        var pipelines = asked.Count == 0 ? found.Value.Pipelines : [.. asked.Select(name => name == "PIPELINE_1" ? "1" : "0").Distinct()];
        if (pipelines.FirstOrDefault(pipeline => !found.Value.Pipelines.Contains(pipeline)) is { } missing)
        {
            throw MediaLiveFault.BadRequest($"Channel {found.Id} has no pipeline {missing}.");
        }

        var restarting = found.Value.In(ChannelState.Recovering, service.Now) with { Restarting = [.. found.Value.Restarting.Union(pipelines)] };
        await CommitAsync(found, restarting, context);
        var restarted = answer.Write(restarting);
        restarted["MaintenanceStatus"] = "";
        return restarted;
    }

    private async ValueTask CommitAsync(Versioned<ChannelDocument> found, ChannelDocument changed, CallContext context)
    {
        if (!await service.Store.Channels.TryPutAsync(found.Id, changed, found.Version, context.CancellationToken))
        {
            throw MediaLiveFault.Overtaken("Channel", found.Id);
        }

        service.Signal.PlanChanged();
    }

    private ValueTask TellAsync(ChannelDocument channel, string state, string message, CallContext context) =>
        service.Events.PublishAsync(ChannelEvents.StateChange(channel, state, message, answer.RunningPipelines(channel).Count, service.Now), context.CancellationToken);

    private void Map(OperationMap operations, string name, Func<string, CallContext, ValueTask<ChannelDocument>> run) =>
        operations.Map<JsonObject, JsonObject>(
            name,
            async (request, context) => answer.Write(await run(ChannelCalls.IdOf(request), context)),
            (request, context) => new Permission("medialive:" + name, ChannelCalls.Arn(request, context)));
}
