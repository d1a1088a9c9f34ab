using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>Input security groups: create, describe, list, update, delete.</summary>
internal sealed class SecurityGroupOperations(MediaLiveContext service)
{
    private const int MostRules = 10;

    public void Map(OperationMap operations)
    {
        operations.Map<JsonObject, JsonObject>("CreateInputSecurityGroup", CreateAsync, (_, context) => new Permission("medialive:CreateInputSecurityGroup", context.Arn("medialive", "inputSecurityGroup:*")));
        operations.Map<JsonObject, JsonObject>("DescribeInputSecurityGroup", DescribeAsync, Needs("DescribeInputSecurityGroup"));
        operations.Map<JsonObject, JsonObject>("UpdateInputSecurityGroup", UpdateAsync, Needs("UpdateInputSecurityGroup"));
        operations.Map<JsonObject, JsonObject>("DeleteInputSecurityGroup", DeleteAsync, Needs("DeleteInputSecurityGroup"));
        operations.Map<JsonObject, JsonObject>("ListInputSecurityGroups", ListAsync);
    }

    /// <summary>Deletes a group; again and again when asked so.</summary>
    public async ValueTask<SecurityGroupDocument> DeleteAsync(string id, CallContext context)
    {
        for (var attempt = 0; attempt < MediaLiveContext.CommitAttempts; attempt++)
        {
            var found = await FindAsync(id, context);
            if (found.Value.Deleted is not null)
            {
                return found.Value;
            }

            if (found.Value.Inputs.Count > 0)
            {
                throw MediaLiveFault.Conflict($"Input Security Group {id} cannot be deleted because it is still being used by inputs.");
            }

            var deleted = found.Value with { Deleted = service.Now };
            if (await service.Store.SecurityGroups.TryPutAsync(id, deleted, found.Version, context.CancellationToken))
            {
                return deleted;
            }
        }

        throw MediaLiveFault.Overtaken("Input Security Group", id);
    }

    /// <summary>A group as answers show it.</summary>
    public static JsonObject Write(SecurityGroupDocument group) => new()
    {
        ["Arn"] = group.Arn,
        ["Channels"] = new JsonArray(),
        ["Id"] = group.Id,
        ["Inputs"] = group.Inputs.ToJson(),
        ["State"] = group.State,
        ["Tags"] = group.Tags.ToJson(),
        ["WhitelistRules"] = new JsonArray([.. group.Cidrs.Select(cidr => new JsonObject { ["Cidr"] = cidr })]),
    };

    private async ValueTask<JsonObject> CreateAsync(JsonObject request, CallContext context)
    {
        var cidrs = Rules(request) ?? [];
        if (await CountAsync(context) >= service.Options.MaximumSecurityGroups)
        {
            throw MediaLiveFault.TooMany($"The quota of {service.Options.MaximumSecurityGroups} input security groups is reached.");
        }

        while (true)
        {
            var group = new SecurityGroupDocument { Id = ResourceIds.New(), Account = context.Account, Region = context.Region, Cidrs = cidrs, Tags = TagOperations.Read(request) };
            if (await service.Store.SecurityGroups.TryPutAsync(group.Id, group, 0, context.CancellationToken))
            {
                return new JsonObject { ["SecurityGroup"] = Write(group) };
            }
        }
    }

    private async ValueTask<JsonObject> DescribeAsync(JsonObject request, CallContext context) => Write((await FindAsync(IdOf(request), context)).Value);

    private async ValueTask<JsonObject> UpdateAsync(JsonObject request, CallContext context)
    {
        var cidrs = Rules(request);
        var found = await FindAsync(IdOf(request), context);
        if (found.Value.Deleted is not null)
        {
            throw MediaLiveFault.Conflict($"Input Security Group {found.Id} is deleted.");
        }

        var updated = found.Value with { Cidrs = cidrs ?? found.Value.Cidrs, Tags = request.Child("Tags") is null ? found.Value.Tags : TagOperations.Read(request) };
        if (!await service.Store.SecurityGroups.TryPutAsync(found.Id, updated, found.Version, context.CancellationToken))
        {
            throw MediaLiveFault.Overtaken("Input Security Group", found.Id);
        }

        service.Signal.PlanChanged();
        return new JsonObject { ["SecurityGroup"] = Write(updated) };
    }

    private async ValueTask<JsonObject> DeleteAsync(JsonObject request, CallContext context)
    {
        await DeleteAsync(IdOf(request), context);
        return [];
    }

    private async ValueTask<JsonObject> ListAsync(JsonObject request, CallContext context) =>
        Page.Of(request, "InputSecurityGroups", (await LivingAsync(context)).Select(found => (found.Id, found.Value)), Write);

    private async ValueTask<int> CountAsync(CallContext context) => (await LivingAsync(context)).Count;

    private ValueTask<List<Versioned<SecurityGroupDocument>>> LivingAsync(CallContext context) =>
        service.Store.SecurityGroups.ListAsync(context.CancellationToken)
            .Where(found => found.Value.Deleted is null && found.Value.Account == context.Account && found.Value.Region == context.Region)
            .ToListAsync(context.CancellationToken);

    private async ValueTask<Versioned<SecurityGroupDocument>> FindAsync(string id, CallContext context) =>
        await service.Store.FindSecurityGroupAsync(id, context) ?? throw MediaLiveFault.NotFound("Input Security Group", id);

    private static List<string>? Rules(JsonObject request)
    {
        if (request["WhitelistRules"] is null)
        {
            return null;
        }

        var cidrs = request.Children("WhitelistRules").Select(rule => rule.Text("Cidr") ?? "").ToList();
        if (cidrs.Count > MostRules)
        {
            throw MediaLiveFault.BadRequest($"An input security group has at most {MostRules} whitelist rules.");
        }

        return cidrs.FirstOrDefault(cidr => Cidr.Normal(cidr) is null) is { } bad
            ? throw MediaLiveFault.BadRequest($"Invalid CIDR '{bad}' in whitelistRules: write an IPv4 address, a slash and a prefix length, such as 203.0.113.0/24.")
            : cidrs;
    }

    private static string IdOf(JsonObject request) => request.Text("InputSecurityGroupId") ?? "";

    private static Func<JsonObject, CallContext, Permission> Needs(string operation) =>
        (request, context) => new Permission("medialive:" + operation, context.Arn("medialive", "inputSecurityGroup:" + IdOf(request)));
}
