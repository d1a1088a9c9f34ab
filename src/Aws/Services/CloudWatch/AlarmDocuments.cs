using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Observe.Alarms;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>How alarms are shown: the caller's own document with what the service knows beside it.</summary>
internal static class AlarmDocuments
{
    /// <summary>An alarm's document.</summary>
    public static JsonObject Of(Alarm alarm)
    {
        var shown = alarm.Request.DeepClone().AsObject();
        shown.Remove("Tags");
        foreach (var list in (ReadOnlySpan<string>)(alarm.IsComposite ? ["OKActions", "AlarmActions", "InsufficientDataActions"] : ["OKActions", "AlarmActions", "InsufficientDataActions", "Dimensions"]))
        {
            shown[list] ??= new JsonArray();
        }

        shown["AlarmArn"] = alarm.Definition.Arn;
        shown["ActionsEnabled"] = alarm.Definition.ActionsEnabled;
        shown["AlarmConfigurationUpdatedTimestamp"] = CanonicalJson.Timestamp(alarm.ConfigurationUpdated);
        shown["StateValue"] = alarm.Status.State.Word();
        shown["StateReason"] = alarm.Status.Reason;
        shown["StateUpdatedTimestamp"] = CanonicalJson.Timestamp(alarm.Status.Updated);
        shown["StateTransitionedTimestamp"] = CanonicalJson.Timestamp(alarm.Status.Transitioned);
        if (alarm.Status.ReasonData is { } data)
        {
            shown["StateReasonData"] = data;
        }

        return shown;
    }
}
