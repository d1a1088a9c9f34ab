using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Plans;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>A channel as answers show it: what its owner said, what the service assigned, and what runs now.</summary>
internal sealed class ChannelAnswer(MediaLiveOptions options, IMediaPlane media)
{
    private static readonly string[] Days = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

    /// <summary>The whole channel.</summary>
    public JsonObject Write(ChannelDocument channel)
    {
        var answer = Summary(channel);
        answer["EncoderSettings"] = channel.Encoder?.DeepClone();
        answer["PipelineDetails"] = new JsonArray([.. RunningPipelines(channel).Select(pipeline => new JsonObject
        {
            ["ActiveInputAttachmentName"] = ActiveAttachment(channel), ["ActiveInputSwitchActionName"] = "", ["PipelineId"] = pipeline,
        })]);
        return answer;
    }

    /// <summary>The channel without its encoder settings and pipelines, as lists show it.</summary>
    public JsonObject Summary(ChannelDocument channel)
    {
        var answer = channel.Settings.Only("CdiInputSpecification", "Destinations", "InputAttachments", "InputSpecification", "Name", "RoleArn", "ChannelSecurityGroups");
        answer["Arn"] = channel.Arn;
        answer["ChannelClass"] = channel.IsStandard ? "STANDARD" : "SINGLE_PIPELINE";
        answer["EgressEndpoints"] = new JsonArray([.. channel.Pipelines.Select(_ => new JsonObject { ["SourceIp"] = options.PublicAddress.ToString() })]);
        answer["Id"] = channel.Id;
        answer["LogLevel"] = channel.Settings.Text("LogLevel") ?? "DISABLED";
        answer["Maintenance"] = Maintenance(channel);
        answer["PipelinesRunningCount"] = RunningPipelines(channel).Count;
        answer["State"] = channel.State.Word;
        answer["Tags"] = channel.Tags.ToJson();
        return answer;
    }

    /// <summary>Ids of the pipelines that are seen running.</summary>
    public IReadOnlyList<string> RunningPipelines(ChannelDocument channel)
    {
        var seen = media.Observation.Channels;
        return channel.State.Runs ? [.. channel.Pipelines.Where(pipeline => seen.GetValueOrDefault(channel.PlanId(pipeline))?.State == ChannelRunState.Running)] : [];
    }

    /// <summary>The attachment that feeds the channel: the first one, because nothing switches inputs yet. Inputs without a name of their own are told by their id.</summary>
    public static string ActiveAttachment(ChannelDocument channel) =>
        channel.Attachments is [var first, ..] ? first.Text("InputAttachmentName") ?? first.Text("InputId") ?? "" : "";

    // A window that was not asked for is chosen by the channel's id, so that it stays what it was.
    private static JsonObject Maintenance(ChannelDocument channel)
    {
        var asked = channel.Settings.Child("Maintenance");
        var number = int.Parse(channel.Id, CultureInfo.InvariantCulture);
        var maintenance = asked.Only("MaintenanceScheduledDate");
        maintenance["MaintenanceDay"] = asked.Text("MaintenanceDay") ?? Days[number % 7];
        maintenance["MaintenanceStartTime"] = asked.Text("MaintenanceStartTime") ?? string.Create(CultureInfo.InvariantCulture, $"{number / 7 % 24:00}:00");
        return maintenance;
    }
}
