using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>Pictures of running channels.</summary>
internal sealed class ThumbnailOperations(MediaLiveContext service)
{
    public void Map(OperationMap operations) =>
        operations.Map<JsonObject, JsonObject>("DescribeThumbnails", DescribeAsync, (request, context) => new Permission("medialive:DescribeThumbnails", ChannelCalls.Arn(request, context)));

    private async ValueTask<JsonObject> DescribeAsync(JsonObject request, CallContext context)
    {
        var channel = (await ChannelCalls.FindAsync(service, request, context)).Value;
        var (pipeline, type) = (request.Text("PipelineId") ?? "", request.Text("ThumbnailType") ?? "");
        if (!channel.Pipelines.Contains(pipeline))
        {
            throw MediaLiveFault.BadRequest($"Channel {channel.Id} has no pipeline '{pipeline}'.");
        }

        if (type is not ("CURRENT_ACTIVE" or "UNSPECIFIED"))
        {
            throw MediaLiveFault.BadRequest($"Invalid thumbnailType '{type}': it is CURRENT_ACTIVE or UNSPECIFIED.");
        }

        ChannelCalls.Require(channel, channel.State is ChannelState.Idle || channel.State.Runs, "asked for thumbnails");
        return new JsonObject { ["ThumbnailDetails"] = await DetailsAsync(channel, pipeline, context.CancellationToken) };
    }

    private async ValueTask<JsonArray> DetailsAsync(ChannelDocument channel, string pipeline, CancellationToken cancellationToken)
    {
        var isOn = channel.State.Runs && channel.Encoder.Child("ThumbnailConfiguration").Text("State") == "AUTO";
        if (!isOn || await service.Media.StillAsync(channel.PlanId(pipeline), cancellationToken) is not { } still)
        {
            return [];
        }

        var thumbnail = new JsonObject
        {
            ["Body"] = Convert.ToBase64String(still.Jpeg.Span),
            ["ContentType"] = "image/jpeg",
            ["ThumbnailType"] = "CURRENT_ACTIVE",
            ["TimeStamp"] = CanonicalJson.Timestamp(still.Time),
        };
        return [new JsonObject { ["PipelineId"] = pipeline, ["Thumbnails"] = new JsonArray(thumbnail) }];
    }
}
