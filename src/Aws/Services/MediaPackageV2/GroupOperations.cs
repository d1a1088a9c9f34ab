using System.Text.Json;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>The operations of channel groups.</summary>
internal sealed class GroupOperations(PackageV2Documents documents, PackageHosts hosts)
{
    public void Map(OperationMap operations)
    {
        operations.Map<JsonObject, GroupAnswer>("CreateChannelGroup", CreateAsync, (_, _) => new Permission("mediapackagev2:CreateChannelGroup", "*"));
        operations.Map<GroupRequest, GroupAnswer>("GetChannelGroup", GetAsync, (request, context) => Needs("GetChannelGroup", request, context));
        operations.Map<GroupRequest, GroupAnswer>("UpdateChannelGroup", UpdateAsync, (request, context) => Needs("UpdateChannelGroup", request, context));
        operations.Map<GroupRequest, Nothing>("DeleteChannelGroup", DeleteAsync, (request, context) => Needs("DeleteChannelGroup", request, context));
        operations.Map<ListV2Request, ItemsAnswer<GroupAnswer>>("ListChannelGroups", ListAsync);
    }

    private async ValueTask<GroupAnswer> CreateAsync(JsonObject request, CallContext context)
    {
        var asked = request.Deserialize<CreateGroupRequest>(CanonicalJson.Options)!;
        var group = new ChannelGroupDocument
        {
            ChannelGroupName = asked.ChannelGroupName,
            CreatedAt = context.Time,
            ModifiedAt = context.Time,
            Description = asked.Description,
            Tags = asked.Tags ?? [],
            ETag = Etag.Next(),
            Creation = IdempotentRequest.Of(request),
        };
        var key = RegionKey.Of(context.Region, group.ChannelGroupName);
        while (!await documents.Groups.TryPutAsync(key, group, 0, context.CancellationToken))
        {
            if (await documents.Groups.FindAsync(key, context.CancellationToken) is { } standing)
            {
                IdempotentRequest.CheckAgain(group.Creation, standing.Value.Creation, $"Channel group {group.ChannelGroupName}");
                return GroupAnswer.Of(standing.Value, hosts, context);
            }
        }

        return GroupAnswer.Of(group, hosts, context);
    }

    private async ValueTask<GroupAnswer> GetAsync(GroupRequest request, CallContext context) =>
        GroupAnswer.Of((await FindAsync(request.ChannelGroupName, context)).Value, hosts, context);

    private async ValueTask<GroupAnswer> UpdateAsync(GroupRequest request, CallContext context)
    {
        var changed = await documents.Groups.ChangeAsync(
            RegionKey.Of(context.Region, request.ChannelGroupName),
            group =>
            {
                Etag.Check(request.ETag, group.ETag, $"Channel group {group.ChannelGroupName}");
                return group with { Description = request.Description, ModifiedAt = context.Time, ETag = Etag.Next() };
            },
            context.CancellationToken);
        return changed is null ? throw Missing(request.ChannelGroupName) : GroupAnswer.Of(changed, hosts, context);
    }

    private async ValueTask<Nothing> DeleteAsync(GroupRequest request, CallContext context)
    {
        Versioned<ChannelGroupDocument> found;
        do
        {
            found = await FindAsync(request.ChannelGroupName, context);
            if (await documents.Channels.ListAsync(context.CancellationToken, found.Id + "/").AnyAsync(context.CancellationToken))
            {
                throw RefusedV2.Conflict("RESOURCE_IN_USE", $"Channel group {request.ChannelGroupName} has channels: delete them first");
            }
        }
        while (!await documents.Groups.TryPutAsync(found.Id, null, found.Version, context.CancellationToken));

        return Nothing.Value;
    }

    private ValueTask<ItemsAnswer<GroupAnswer>> ListAsync(ListV2Request request, CallContext context) =>
        request.PageAsync(documents.Groups, context.Region + "/", group => GroupAnswer.InList(group, context), context.CancellationToken);

    private async ValueTask<Versioned<ChannelGroupDocument>> FindAsync(string name, CallContext context) =>
        await documents.Groups.FindAsync(RegionKey.Of(context.Region, name), context.CancellationToken) ?? throw Missing(name);

    private static AwsException Missing(string name) => RefusedV2.NotFound("CHANNEL_GROUP", $"Channel group {name}");

    private static Permission Needs(string operation, GroupRequest request, CallContext context) => new($"mediapackagev2:{operation}", Arns.Group(context, request.ChannelGroupName));
}
