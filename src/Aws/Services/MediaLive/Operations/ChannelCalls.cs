using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>What the operations on one channel have in common.</summary>
internal static class ChannelCalls
{
    public static string IdOf(JsonObject request) => request.Text("ChannelId") ?? "";

    public static string Arn(JsonObject request, CallContext context) => context.Arn("medialive", "channel:" + IdOf(request));

    /// <summary>The channel, a tombstone included.</summary>
    /// <exception cref="AwsException">404: there never was one of that id.</exception>
    public static async ValueTask<Versioned<ChannelDocument>> FindAsync(MediaLiveContext service, string id, CallContext context) =>
        await service.Store.FindChannelAsync(id, context) ?? throw MediaLiveFault.NotFound("Channel", id);

    public static ValueTask<Versioned<ChannelDocument>> FindAsync(MediaLiveContext service, JsonObject request, CallContext context) => FindAsync(service, IdOf(request), context);

    /// <summary>Refuses what a channel's state does not allow: 404 for a deleted one, else 409.</summary>
    public static void Require(ChannelDocument channel, bool allowed, string done)
    {
        if (!allowed)
        {
            throw channel.State == ChannelState.Deleted
                ? MediaLiveFault.NotFound("Channel", channel.Id)
                : MediaLiveFault.Conflict($"Channel {channel.Id} cannot be {done} in state {channel.State.Word}.");
        }
    }
}
