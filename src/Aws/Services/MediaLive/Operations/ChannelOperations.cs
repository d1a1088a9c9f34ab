using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Aws.Services.MediaLive.Validation;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>Channels: create, describe, list, update, change of class.</summary>
internal sealed class ChannelOperations(MediaLiveContext service, ChannelAnswer answer)
{
    private static readonly string[] SettingMembers =
    [
        "CdiInputSpecification", "ChannelClass", "Destinations", "EncoderSettings", "InputAttachments", "InputSpecification", "LogLevel", "Maintenance", "Name", "Reserved", "RoleArn", "Vpc",
        "AnywhereSettings", "ChannelEngineVersion", "LinkedChannelSettings", "ChannelSecurityGroups", "InferenceSettings", "SpecialRouterSettings",
    ];

    private readonly ChannelValidation _validation = new(service);

    public void Map(OperationMap operations)
    {
        operations.Map<JsonObject, JsonObject>("CreateChannel", CreateAsync, (request, context) => WithRole(request, context, "CreateChannel", "channel:*"));
        operations.Map<JsonObject, JsonObject>("DescribeChannel", DescribeAsync, (request, context) => new Permission("medialive:DescribeChannel", ChannelCalls.Arn(request, context)));
        operations.Map<JsonObject, JsonObject>("UpdateChannel", UpdateAsync, (request, context) => WithRole(request, context, "UpdateChannel", "channel:" + ChannelCalls.IdOf(request)));
        operations.Map<JsonObject, JsonObject>("UpdateChannelClass", UpdateClassAsync, (request, context) => new Permission("medialive:UpdateChannelClass", ChannelCalls.Arn(request, context)));
        operations.Map<JsonObject, JsonObject>("ListChannels", ListAsync);
    }

    private async ValueTask<JsonObject> CreateAsync(JsonObject request, CallContext context)
    {
        var settings = request.Only(SettingMembers);
        if (settings.Text("RoleArn") is not { Length: > 0 })
        {
            throw MediaLiveFault.BadRequest("roleArn is required");
        }

        var token = new Idempotency(service.Store, "CreateChannel", request, context);
        for (var attempt = 0; attempt < MediaLiveContext.CommitAttempts; attempt++)
        {
            if (await token.FindAsync(context.CancellationToken) is { } known)
            {
                return Wrapped((await ChannelCalls.FindAsync(service, known, context)).Value);
            }

            var channel = new ChannelDocument
            {
                Id = ResourceIds.New(), Account = context.Account, Region = context.Region, State = ChannelState.Creating, Since = service.Now, Settings = settings, Tags = TagOperations.Read(request),
            };
            var inputs = await _validation.CheckAsync(channel, context);
            if (request.Flag("DryRun"))
            {
                return new JsonObject { ["Channel"] = settings.DeepClone() };
            }

            await CheckQuotaAsync(context);
            List<DocumentWrite> writes = [service.Store.Channels.Write(channel.Id, channel, 0), .. Attach(channel, inputs), .. token.Writes(channel.Id, service.Now)];
            if (await service.Store.TryCommitAsync(writes, context.CancellationToken))
            {
                service.Signal.StateChanged();
                return Wrapped(channel);
            }
        }

        throw MediaLiveFault.Conflict("The channel's inputs change too often just now; try again.");
    }

    private async ValueTask<JsonObject> DescribeAsync(JsonObject request, CallContext context) => answer.Write((await ChannelCalls.FindAsync(service, request, context)).Value);

    private async ValueTask<JsonObject> ListAsync(JsonObject request, CallContext context) =>
        Page.Of(request, "Channels", (await ListedAsync(context)).Select(found => (found.Id, found.Value)), answer.Summary);

    private async ValueTask<JsonObject> UpdateAsync(JsonObject request, CallContext context)
    {
        var found = await ChannelCalls.FindAsync(service, request, context);
        ChannelCalls.Require(found.Value, found.Value.State.MayUpdate, "updated");
        var settings = found.Value.Settings.DeepClone().AsObject();
        foreach (var (member, value) in request.Only(SettingMembers))
        {
            settings[member] = value?.DeepClone();
        }

        // The one member whose absence means something: the role is taken away.
        if (request["RoleArn"] is null)
        {
            settings.Remove("RoleArn");
        }

        return await CommitAsync(found, found.Value with { Settings = settings }, request.Flag("DryRun"), context);
    }

    private async ValueTask<JsonObject> UpdateClassAsync(JsonObject request, CallContext context)
    {
        var found = await ChannelCalls.FindAsync(service, request, context);
        ChannelCalls.Require(found.Value, found.Value.State.MayUpdateClass, "given another class");
        var settings = found.Value.Settings.DeepClone().AsObject();
        settings["ChannelClass"] = request.Text("ChannelClass");
        if (request["Destinations"] is { } destinations)
        {
            settings["Destinations"] = destinations.DeepClone();
        }
        else if (request.Text("ChannelClass") == "SINGLE_PIPELINE")
        {
            DropSecondDestinations(settings);
        }

        return await CommitAsync(found, found.Value with { Settings = settings }, dryRun: false, context);
    }

    private async ValueTask<JsonObject> CommitAsync(Versioned<ChannelDocument> found, ChannelDocument changed, bool dryRun, CallContext context)
    {
        var inputs = await _validation.CheckAsync(changed, context);
        if (dryRun)
        {
            return Wrapped(changed);
        }

        var updating = changed.In(ChannelState.Updating, service.Now);
        List<DocumentWrite> writes = [service.Store.Channels.Write(found.Id, updating, found.Version), .. Attach(updating, inputs)];
        foreach (var id in found.Value.InputIds.Except(updating.InputIds, StringComparer.Ordinal))
        {
            if (await service.Store.FindInputAsync(id, context) is { } input && input.Value.Channel == found.Id)
            {
                writes.Add(service.Store.Inputs.Write(id, input.Value with { Channel = null }, input.Version));
            }
        }

        if (!await service.Store.TryCommitAsync(writes, context.CancellationToken))
        {
            throw MediaLiveFault.Overtaken("Channel", found.Id);
        }

        service.Signal.StateChanged();
        return Wrapped(updating);
    }

    private IEnumerable<DocumentWrite> Attach(ChannelDocument channel, IReadOnlyList<Versioned<InputDocument>> inputs) =>
        inputs.Select(input => service.Store.Inputs.Write(input.Id, input.Value with { Channel = channel.Id, Phase = InputPhase.Live }, input.Version));

    private static void DropSecondDestinations(JsonObject settings)
    {
        foreach (var destination in settings.Children("Destinations"))
        {
            foreach (var member in new[] { "Settings", "SrtSettings" })
            {
                if (destination[member] is JsonArray { Count: 2 } both)
                {
                    both.RemoveAt(1);
                }
            }
        }
    }

    private async ValueTask CheckQuotaAsync(CallContext context)
    {
        if ((await ListedAsync(context)).Count >= service.Options.MaximumChannels)
        {
            throw MediaLiveFault.TooMany($"The quota of {service.Options.MaximumChannels} channels is reached.");
        }
    }

    private ValueTask<List<Versioned<ChannelDocument>>> ListedAsync(CallContext context) =>
        service.Store.Channels.ListAsync(context.CancellationToken)
            .Where(found => found.Value.State != ChannelState.Deleted && found.Value.Account == context.Account && found.Value.Region == context.Region)
            .ToListAsync(context.CancellationToken);

    private JsonObject Wrapped(ChannelDocument channel) => new() { ["Channel"] = answer.Write(channel) };

    private static ValueTask<IReadOnlyList<Permission>> WithRole(JsonObject request, CallContext context, string operation, string resource)
    {
        List<Permission> needed = [new("medialive:" + operation, context.Arn("medialive", resource))];
        if (request.Text("RoleArn") is { Length: > 0 } role)
        {
            needed.Add(new Permission("iam:PassRole", role) { Conditions = new Dictionary<string, string> { ["iam:PassedToService"] = "medialive.amazonaws.com" } });
        }

        return new(needed);
    }
}
