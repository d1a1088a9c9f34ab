using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>Inputs: create, describe, list, update, delete.</summary>
internal sealed class InputOperations(MediaLiveContext service)
{
    private static readonly string[] SettingMembers =
    [
        "Destinations", "InputDevices", "InputSecurityGroups", "MediaConnectFlows", "Name", "RoleArn", "Sources", "Type", "Vpc", "SrtSettings", "InputNetworkLocation",
        "MulticastSettings", "Smpte2110ReceiverGroupSettings", "SdiSources", "RouterSettings", "SpecialRouterSettings",
    ];

    public void Map(OperationMap operations)
    {
        operations.Map<JsonObject, JsonObject>("CreateInput", CreateAsync, (_, context) => new Permission("medialive:CreateInput", context.Arn("medialive", "input:*")));
        operations.Map<JsonObject, JsonObject>("DescribeInput", DescribeAsync, Needs("DescribeInput"));
        operations.Map<JsonObject, JsonObject>("UpdateInput", UpdateAsync, Needs("UpdateInput"));
        operations.Map<JsonObject, JsonObject>("DeleteInput", DeleteAsync, Needs("DeleteInput"));
        operations.Map<JsonObject, JsonObject>("ListInputs", ListAsync);
    }

    /// <summary>Begins the deletion of an input; nothing when it began before.</summary>
    public async ValueTask<InputDocument> DeleteAsync(string id, CallContext context)
    {
        for (var attempt = 0; attempt < MediaLiveContext.CommitAttempts; attempt++)
        {
            var found = await FindAsync(id, context);
            if (!found.Value.Lives)
            {
                return found.Value;
            }

            if (found.Value.State != "DETACHED")
            {
                throw MediaLiveFault.Conflict($"Input {id} is busy, it cannot be deleted.");
            }

            var deleting = found.Value with { Phase = InputPhase.Deleting, Since = service.Now };
            List<DocumentWrite> writes = [service.Store.Inputs.Write(id, deleting, found.Version), .. found.Value.StreamNames.Select(service.Store.Release)];
            writes.AddRange(await GroupWritesAsync(id, found.Value.SecurityGroups, [], context));
            if (await service.Store.TryCommitAsync(writes, context.CancellationToken))
            {
                service.Signal.StateChanged();
                return deleting;
            }
        }

        throw MediaLiveFault.Overtaken("Input", id);
    }

    private async ValueTask<JsonObject> CreateAsync(JsonObject request, CallContext context)
    {
        var settings = request.Only(SettingMembers);
        InputRules.Check(settings);
        var token = new Idempotency(service.Store, "CreateInput", request, context);
        for (var attempt = 0; attempt < MediaLiveContext.CommitAttempts; attempt++)
        {
            if (await token.FindAsync(context.CancellationToken) is { } known)
            {
                return new JsonObject { ["Input"] = Write((await FindAsync(known, context)).Value) };
            }

            await CheckQuotaAsync(context);
            var input = new InputDocument
            {
                Id = ResourceIds.New(), Account = context.Account, Region = context.Region, Phase = InputPhase.Creating, Since = service.Now, Settings = settings, Tags = TagOperations.Read(request),
            };
            await CheckStreamNamesAsync(input, context);
            List<DocumentWrite> writes =
            [
                service.Store.Inputs.Write(input.Id, input, 0),
                .. input.StreamNames.Select(name => service.Store.Take(name, input.Id)),
                .. await GroupWritesAsync(input.Id, [], input.SecurityGroups, context),
                .. token.Writes(input.Id, service.Now),
            ];
            if (await service.Store.TryCommitAsync(writes, context.CancellationToken))
            {
                service.Signal.StateChanged();
                return new JsonObject { ["Input"] = Write(input) };
            }
        }

        throw MediaLiveFault.TooMany("The input's security groups change too often just now; try again.");
    }

    private async ValueTask<JsonObject> UpdateAsync(JsonObject request, CallContext context)
    {
        var found = await FindAsync(IdOf(request), context);
        var before = found.Value;
        if (!before.Lives || await IsBusyAsync(before, context))
        {
            throw MediaLiveFault.Conflict($"Input {before.Id} cannot be updated in state {before.State}, or while its channel is not idle.");
        }

        var settings = before.Settings.DeepClone().AsObject();
        foreach (var (member, value) in request.Only(SettingMembers))
        {
            settings[member] = value?.DeepClone();
        }

        InputRules.Check(settings);
        var after = before with { Settings = settings };
        if (before.Channel is not null && after.IsStandard != before.IsStandard)
        {
            throw MediaLiveFault.Conflict($"Input {before.Id} is attached to channel {before.Channel}: the number of its destinations cannot change.");
        }

        await CheckStreamNamesAsync(after, context);
        List<DocumentWrite> writes =
        [
            service.Store.Inputs.Write(before.Id, after, found.Version),
            .. before.StreamNames.Except(after.StreamNames).Select(service.Store.Release),
            .. after.StreamNames.Except(before.StreamNames).Select(name => service.Store.Take(name, after.Id)),
            .. await GroupWritesAsync(before.Id, before.SecurityGroups, after.SecurityGroups, context),
        ];
        if (!await service.Store.TryCommitAsync(writes, context.CancellationToken))
        {
            throw MediaLiveFault.Overtaken("Input", before.Id);
        }

        return new JsonObject { ["Input"] = Write(after) };
    }

    private async ValueTask<JsonObject> DescribeAsync(JsonObject request, CallContext context) => Write((await FindAsync(IdOf(request), context)).Value);

    private async ValueTask<JsonObject> DeleteAsync(JsonObject request, CallContext context)
    {
        await DeleteAsync(IdOf(request), context);
        return [];
    }

    private async ValueTask<JsonObject> ListAsync(JsonObject request, CallContext context) =>
        Page.Of(request, "Inputs", (await ListedAsync(context)).Select(found => (found.Id, found.Value)), Write);

    private JsonObject Write(InputDocument input)
    {
        var answer = input.Settings.Only("Name", "Type", "RoleArn", "InputNetworkLocation");
        answer["Arn"] = input.Arn;
        answer["AttachedChannels"] = (input.Channel is null ? [] : new[] { input.Channel }).ToJson();
        answer["Destinations"] = new JsonArray([.. input.StreamNames.Select(Destination)]);
        answer["Id"] = input.Id;
        answer["InputClass"] = input.IsStandard ? "STANDARD" : "SINGLE_PIPELINE";
        answer["InputDevices"] = new JsonArray();
        answer["InputPartnerIds"] = new JsonArray();
        answer["InputSourceType"] = "STATIC";
        answer["MediaConnectFlows"] = new JsonArray();
        answer["SecurityGroups"] = input.SecurityGroups.ToJson();
        answer["Sources"] = new JsonArray();
        answer["State"] = input.State;
        answer["Tags"] = input.Tags.ToJson();
        return answer;
    }

    private JsonObject Destination(string streamName)
    {
        var port = service.Options.RtmpPort.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var host = service.Options.PublicAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{service.Options.PublicAddress}]" : service.Options.PublicAddress.ToString();
        return new() { ["Ip"] = service.Options.PublicAddress.ToString(), ["Port"] = port, ["Url"] = $"rtmp://{host}:{port}/{streamName}" };
    }

    private async ValueTask<bool> IsBusyAsync(InputDocument input, CallContext context) =>
        input.Channel is { } channel && (await service.Store.FindChannelAsync(channel, context))?.Value.State is not (ChannelState.Idle or ChannelState.UpdateFailed or ChannelState.CreateFailed);

    private async ValueTask CheckStreamNamesAsync(InputDocument input, CallContext context)
    {
        foreach (var name in input.StreamNames)
        {
            if (await service.Store.OwnerAsync(name, context.CancellationToken) is { } owner && owner != input.Id)
            {
                throw MediaLiveFault.BadRequest($"Stream name {name} belongs to input {owner}: all RTMP inputs of this platform share one address, so their stream names must differ.");
            }
        }
    }

    private async ValueTask CheckQuotaAsync(CallContext context)
    {
        if ((await ListedAsync(context)).Count >= service.Options.MaximumPushInputs)
        {
            throw MediaLiveFault.TooMany($"The quota of {service.Options.MaximumPushInputs} push inputs is reached.");
        }
    }

    /// <summary>The writes that take an input out of some groups and put it into others.</summary>
    private async ValueTask<List<DocumentWrite>> GroupWritesAsync(string inputId, IReadOnlyList<string> before, IReadOnlyList<string> after, CallContext context)
    {
        var writes = new List<DocumentWrite>();
        foreach (var id in before.Union(after, StringComparer.Ordinal).ToList())
        {
            var found = await service.Store.FindSecurityGroupAsync(id, context);
            var isNamed = after.Contains(id, StringComparer.Ordinal);
            if (found is null || found.Value.Deleted is not null)
            {
                _ = isNamed ? throw MediaLiveFault.BadRequest($"Input security group {id} does not exist.") : true;
                continue;
            }

            var inputs = found.Value.Inputs.Where(known => known != inputId);
            writes.Add(service.Store.SecurityGroups.Write(id, found.Value with { Inputs = isNamed ? [.. inputs, inputId] : [.. inputs] }, found.Version));
        }

        return writes;
    }

    private ValueTask<List<Versioned<InputDocument>>> ListedAsync(CallContext context) =>
        service.Store.Inputs.ListAsync(context.CancellationToken)
            .Where(found => found.Value.Phase != InputPhase.Deleted && found.Value.Account == context.Account && found.Value.Region == context.Region)
            .ToListAsync(context.CancellationToken);

    private async ValueTask<Versioned<InputDocument>> FindAsync(string id, CallContext context) =>
        await service.Store.FindInputAsync(id, context) ?? throw MediaLiveFault.NotFound("Input", id);

    private static string IdOf(JsonObject request) => request.Text("InputId") ?? "";

    private static Func<JsonObject, CallContext, Permission> Needs(string operation) =>
        (request, context) => new Permission("medialive:" + operation, context.Arn("medialive", "input:" + IdOf(request)));
}
