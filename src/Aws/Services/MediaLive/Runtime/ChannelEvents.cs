using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Runtime;

/// <summary>The events that a channel makes.</summary>
internal static class ChannelEvents
{
    /// <summary>The channel came into a state, in the words of events, which are not those of the API.</summary>
    public static MediaLiveEvent StateChange(ChannelDocument channel, string state, string message, int pipelinesRunning, DateTimeOffset now) =>
        Of(channel, "MediaLive Channel State Change", now, new JsonObject
        {
            ["channel_arn"] = channel.Arn, ["state"] = state, ["message"] = message, ["pipelines_running_count"] = pipelinesRunning,
        });

    /// <summary>An alert began or ended.</summary>
    public static MediaLiveEvent Alert(ChannelDocument channel, ChannelAlert alert, DateTimeOffset now) =>
        Of(channel, "MediaLive Channel Alert", now, new JsonObject
        {
            ["alarm_state"] = alert.State, ["alarm_id"] = alert.Id, ["alert_type"] = alert.Type, ["pipeline"] = alert.Pipeline, ["channel_arn"] = channel.Arn, ["message"] = alert.Message,
        });

    /// <summary>A pipeline takes its feed from another attachment.</summary>
    public static MediaLiveEvent InputChange(ChannelDocument channel, string pipeline, string attachment, DateTimeOffset now) =>
        Of(channel, "MediaLive Channel Input Change", now, new JsonObject
        {
            ["active_input_attachment_name"] = attachment,
            ["active_input_switch_action_name"] = "",
            ["pipeline"] = pipeline,
            ["channel_arn"] = channel.Arn,
            ["message"] = "Input switch event on pipeline",
        });

    private static MediaLiveEvent Of(ChannelDocument channel, string type, DateTimeOffset now, JsonObject detail) =>
        new() { DetailType = type, Account = channel.Account, Region = channel.Region, Resource = channel.Arn, Time = now, Detail = detail };
}
