using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Aws.Services.MediaLive.Operations;

namespace Headwater.Aws.Services.MediaLive.Schedule;

/// <summary>Schedules of channels: change, describe, empty.</summary>
internal sealed class ScheduleOperations(MediaLiveContext service)
{
    // So that both pipelines hear of it in time.
    private static readonly TimeSpan SwitchLead = TimeSpan.FromSeconds(10);

    public void Map(OperationMap operations)
    {
        operations.Map<JsonObject, JsonObject>("BatchUpdateSchedule", UpdateAsync, Needs("BatchUpdateSchedule"));
        operations.Map<JsonObject, JsonObject>("DescribeSchedule", DescribeAsync, Needs("DescribeSchedule"));
        operations.Map<JsonObject, JsonObject>("DeleteSchedule", DeleteAsync, Needs("DeleteSchedule"));
    }

    private async ValueTask<JsonObject> UpdateAsync(JsonObject request, CallContext context)
    {
        for (var attempt = 0; attempt < MediaLiveContext.CommitAttempts; attempt++)
        {
            var channel = (await FindAsync(request, context)).Value;
            var stored = await service.Store.Schedules.FindAsync(channel.Id, context.CancellationToken);
            var draft = new ScheduleDraft(
                channel, stored?.Value.Actions ?? [], request.Child("Creates").Children("ScheduleActions"), request.Child("Deletes").Texts("ActionNames"), service.Now);
            if (ScheduleRules.Check(draft) is { Count: > 0 } faults)
            {
                throw MediaLiveFault.Unprocessable(faults);
            }

            List<JsonObject> created = [.. draft.Creates.Select(action => action.IsImmediate ? action.At(TimeOf(action, channel)) : action.DeepClone().AsObject())];
            var changed = new ScheduleDocument { Actions = ScheduleActions.InOrder([.. draft.Kept, .. created]) };
            if (await service.Store.Schedules.TryPutAsync(channel.Id, changed, stored?.Version ?? 0, context.CancellationToken))
            {
                var deleted = draft.Known.Where(action => draft.Deletes.Contains(action.Name));
                return new JsonObject { ["Creates"] = Result(created), ["Deletes"] = Result(deleted) };
            }
        }

        throw MediaLiveFault.TooMany("The schedule changes too often just now; try again.");
    }

    private async ValueTask<JsonObject> DescribeAsync(JsonObject request, CallContext context)
    {
        var channel = await FindAsync(request, context);
        var actions = (await service.Store.Schedules.FindAsync(channel.Id, context.CancellationToken))?.Value.Actions ?? [];
        return Page.Of(request, "ScheduleActions", actions.Select((action, index) => (index.ToString("00000", CultureInfo.InvariantCulture), action)), action => action.DeepClone().AsObject());
    }

    private async ValueTask<JsonObject> DeleteAsync(JsonObject request, CallContext context)
    {
        var channel = await FindAsync(request, context);
        await service.Store.Schedules.TryPutAsync(channel.Id, null, null, context.CancellationToken);
        return [];
    }

    private DateTimeOffset TimeOf(JsonObject action, ChannelDocument channel) =>
        action.Kind == ActionKinds.InputSwitch && channel.IsStandard && channel.State.Runs ? service.Now + SwitchLead : service.Now;

    private ValueTask<Headwater.Documents.Versioned<ChannelDocument>> FindAsync(JsonObject request, CallContext context) => ChannelCalls.FindAsync(service, request, context);

    private static JsonObject Result(IEnumerable<JsonObject> actions) => new() { ["ScheduleActions"] = new JsonArray([.. actions.Select(action => action.DeepClone())]) };

    private static Func<JsonObject, CallContext, Permission> Needs(string operation) =>
        (request, context) => new Permission("medialive:" + operation, ChannelCalls.Arn(request, context));
}
