using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Aws.Services.MediaLive.Runtime;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>Alerts of channels.</summary>
internal sealed class AlertOperations(MediaLiveContext service)
{
    public void Map(OperationMap operations) =>
        operations.Map<JsonObject, JsonObject>("ListAlerts", ListAsync, (request, context) => new Permission("medialive:ListAlerts", ChannelCalls.Arn(request, context)));

    private async ValueTask<JsonObject> ListAsync(JsonObject request, CallContext context)
    {
        var channel = await ChannelCalls.FindAsync(service, request, context);
        var filter = request.Text("StateFilter");
        if (filter is not (null or "" or "SET" or "CLEARED"))
        {
            throw MediaLiveFault.BadRequest($"Invalid stateFilter '{filter}': it is SET or CLEARED.");
        }

        // The time first, so that the ordinal order of keys is that of time.
        var alerts = service.Alerts.List(channel.Id).Where(alert => string.IsNullOrEmpty(filter) || alert.State == filter)
            .Select(alert => (Key: CanonicalJson.Timestamp(alert.Set) + alert.Id, alert)).OrderBy(alert => alert.Key, StringComparer.Ordinal);
        return Page.Of(request, "Alerts", alerts, Write);
    }

    private static JsonObject Write(ChannelAlert alert)
    {
        var written = new JsonObject
        {
            ["AlertType"] = alert.Type,
            ["Id"] = alert.Id,
            ["Message"] = alert.Message,
            ["PipelineId"] = alert.Pipeline,
            ["SetTimestamp"] = CanonicalJson.Timestamp(alert.Set),
            ["State"] = alert.State,
        };
        if (alert.Cleared is { } cleared)
        {
            written["ClearedTimestamp"] = CanonicalJson.Timestamp(cleared);
        }

        return written;
    }
}
