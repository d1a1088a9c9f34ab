using System.Text.Json;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>The operations of channels and their policies.</summary>
internal sealed class ChannelV2Operations(PackageV2Documents documents, PackageHosts hosts, IPlanPublisher publisher)
{
    private const string Cmaf = "CMAF";

    public void Map(OperationMap operations)
    {
        operations.Map<JsonObject, ChannelV2Answer>("CreateChannel", CreateAsync, (request, context) => Needs("CreateChannel", Read(request), context));
        operations.Map<ChannelV2Request, ChannelV2Answer>("GetChannel", GetAsync, (request, context) => Needs("GetChannel", request, context));
        operations.Map<ChannelV2Request, ChannelV2Answer>("UpdateChannel", UpdateAsync, (request, context) => Needs("UpdateChannel", request, context));
        operations.Map<ChannelV2Request, Nothing>("DeleteChannel", DeleteAsync, (request, context) => Needs("DeleteChannel", request, context));
        operations.Map<ListV2Request, ItemsAnswer<ChannelV2Answer>>("ListChannels", ListAsync);
        operations.Map<ChannelV2Request, Nothing>("PutChannelPolicy", PutPolicyAsync, (request, context) => Needs("PutChannelPolicy", request, context));
        operations.Map<ChannelV2Request, ChannelPolicyAnswer>("GetChannelPolicy", GetPolicyAsync, (request, context) => Needs("GetChannelPolicy", request, context));
        operations.Map<ChannelV2Request, Nothing>("DeleteChannelPolicy", DeletePolicyAsync, (request, context) => Needs("DeleteChannelPolicy", request, context));
    }

    private async ValueTask<ChannelV2Answer> CreateAsync(JsonObject request, CallContext context)
    {
        var asked = Read(request);
        var channel = new ChannelV2Document
        {
            ChannelGroupName = asked.ChannelGroupName,
            ChannelName = asked.ChannelName,
            CreatedAt = context.Time,
            ModifiedAt = context.Time,
            InputType = asked.InputType ?? "HLS",
            Description = asked.Description,
            InputSwitchConfiguration = asked.InputSwitchConfiguration,
            OutputHeaderConfiguration = asked.OutputHeaderConfiguration,
            Tags = asked.Tags ?? [],
            ETag = Etag.Next(),
            Creation = IdempotentRequest.Of(request),
        };
        Check(channel);
        var key = RegionKey.Of(context.Region, channel.ChannelGroupName, channel.ChannelName);
        do
        {
            if (await documents.Channels.FindAsync(key, context.CancellationToken) is { } standing)
            {
                IdempotentRequest.CheckAgain(channel.Creation, standing.Value.Creation, $"Channel {channel.ChannelName}");
                return ChannelV2Answer.Of(standing.Value, hosts, context);
            }
        }
        while (!await TryCreateAsync(key, channel, context));

        await publisher.PublishAsync(CancellationToken.None);
        return ChannelV2Answer.Of(channel, hosts, context);
    }

    /// <summary>Writes the group with the channel, so that of a deletion of the one and the making of the other only one comes about.</summary>
    private async ValueTask<bool> TryCreateAsync(string key, ChannelV2Document channel, CallContext context)
    {
        var group = await documents.Groups.FindAsync(RegionKey.Of(context.Region, channel.ChannelGroupName), context.CancellationToken)
            ?? throw RefusedV2.NotFound("CHANNEL_GROUP", $"Channel group {channel.ChannelGroupName}");
        return await documents.Store.TryCommitAsync(
            [
                documents.Groups.Write(group.Id, group.Value with { ChannelsMade = group.Value.ChannelsMade + 1 }, group.Version),
                documents.Channels.Write(key, channel, 0),
            ],
            context.CancellationToken);
    }

    private async ValueTask<ChannelV2Answer> GetAsync(ChannelV2Request request, CallContext context) =>
        ChannelV2Answer.Of((await FindAsync(request, context)).Value, hosts, context);

    private async ValueTask<ChannelV2Answer> UpdateAsync(ChannelV2Request request, CallContext context)
    {
        var changed = await ChangeAsync(request, context, channel =>
        {
            Etag.Check(request.ETag, channel.ETag, $"Channel {channel.ChannelName}");
            var wanted = channel with
            {
                Description = request.Description,
                InputSwitchConfiguration = request.InputSwitchConfiguration,
                OutputHeaderConfiguration = request.OutputHeaderConfiguration,
                ModifiedAt = context.Time,
                ETag = Etag.Next(),
            };
            Check(wanted);
            return wanted;
        });
        return ChannelV2Answer.Of(changed, hosts, context);
    }

    private async ValueTask<Nothing> DeleteAsync(ChannelV2Request request, CallContext context)
    {
        while (await documents.Channels.FindAsync(Key(request, context), context.CancellationToken) is { } found)
        {
            if (await documents.Endpoints.ListAsync(context.CancellationToken, found.Id + "/").AnyAsync(context.CancellationToken))
            {
                throw RefusedV2.Conflict("RESOURCE_IN_USE", $"Channel {request.ChannelName} has origin endpoints: delete them first");
            }

            if (await documents.Channels.TryPutAsync(found.Id, null, found.Version, context.CancellationToken))
            {
                await publisher.PublishAsync(CancellationToken.None);
            }
        }

        return Nothing.Value;
    }

    private async ValueTask<ItemsAnswer<ChannelV2Answer>> ListAsync(ListV2Request request, CallContext context)
    {
        var group = RegionKey.Of(context.Region, request.ChannelGroupName!);
        return await documents.Groups.FindAsync(group, context.CancellationToken) is null
            ? throw RefusedV2.NotFound("CHANNEL_GROUP", $"Channel group {request.ChannelGroupName}")
            : await request.PageAsync(documents.Channels, group + "/", channel => ChannelV2Answer.InList(channel, context), context.CancellationToken);
    }

    private async ValueTask<Nothing> PutPolicyAsync(ChannelV2Request request, CallContext context)
    {
        if (ResourcePolicy.Fault(request.Policy!) is { } fault)
        {
            throw RefusedV2.Invalid("INVALID_POLICY", fault);
        }

        await ChangeAsync(request, context, channel => channel with { Policy = request.Policy });
        return Nothing.Value;
    }

    private async ValueTask<ChannelPolicyAnswer> GetPolicyAsync(ChannelV2Request request, CallContext context) =>
        (await FindAsync(request, context)).Value.Policy is { } policy
            ? new(request.ChannelGroupName, request.ChannelName, policy)
            : throw RefusedV2.NotFound("CHANNEL", $"A policy of channel {request.ChannelName}");

    private async ValueTask<Nothing> DeletePolicyAsync(ChannelV2Request request, CallContext context)
    {
        await ChangeAsync(request, context, channel => channel.Policy is null ? channel : channel with { Policy = null });
        return Nothing.Value;
    }

    private static void Check(ChannelV2Document channel)
    {
        if (channel.InputType == Cmaf)
        {
            return;
        }

        Refuse(channel.InputSwitchConfiguration?.MQCSInputSwitching == true, "ONLY_CMAF_INPUT_TYPE_ALLOW_MQCS_INPUT_SWITCHING", "MQCSInputSwitching");
        Refuse(channel.InputSwitchConfiguration?.PreferredInput is not null, "ONLY_CMAF_INPUT_TYPE_ALLOW_PREFERRED_INPUT_CONFIGURATION", "PreferredInput");
        Refuse(channel.OutputHeaderConfiguration?.PublishMQCS == true, "ONLY_CMAF_INPUT_TYPE_ALLOW_MQCS_OUTPUT_CONFIGURATION", "PublishMQCS");
    }

    private static void Refuse(bool wrong, string kind, string member)
    {
        if (wrong)
        {
            throw RefusedV2.Invalid(kind, $"{member} needs an InputType of CMAF");
        }
    }

    private async ValueTask<ChannelV2Document> ChangeAsync(ChannelV2Request request, CallContext context, Func<ChannelV2Document, ChannelV2Document> change) =>
        await documents.Channels.ChangeAsync(Key(request, context), change, context.CancellationToken) ?? throw Missing(request);

    private async ValueTask<Versioned<ChannelV2Document>> FindAsync(ChannelV2Request request, CallContext context) =>
        await documents.Channels.FindAsync(Key(request, context), context.CancellationToken) ?? throw Missing(request);

    private static string Key(ChannelV2Request request, CallContext context) => RegionKey.Of(context.Region, request.ChannelGroupName, request.ChannelName);

    private static AwsException Missing(ChannelV2Request request) => RefusedV2.NotFound("CHANNEL", $"Channel {request.ChannelGroupName}/{request.ChannelName}");

    private static ChannelV2Request Read(JsonObject request) => request.Deserialize<ChannelV2Request>(CanonicalJson.Options)!;

    private static Permission Needs(string operation, ChannelV2Request request, CallContext context) =>
        new($"mediapackagev2:{operation}", Arns.Channel(context, request.ChannelGroupName, request.ChannelName));
}
