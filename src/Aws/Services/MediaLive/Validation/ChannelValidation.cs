using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Aws.Services.MediaLive.Operations;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>Decides whether a channel may be as it is asked for.</summary>
internal sealed class ChannelValidation(MediaLiveContext service)
{
    private static readonly string[] Kinds = ["MediaPackageSettings", "MultiplexSettings", "Settings", "SrtSettings", "MediaConnectRouterSettings"];

    /// <summary>Checks a channel.</summary>
    /// <returns>The inputs it is attached to, as they were found.</returns>
    /// <exception cref="AwsException">400 for its structure, first fault; 422 for its meaning, all faults.</exception>
    public async ValueTask<IReadOnlyList<Versioned<InputDocument>>> CheckAsync(ChannelDocument channel, CallContext context)
    {
        CheckStructure(channel);
        var inputs = new List<Versioned<InputDocument>>();
        foreach (var id in channel.InputIds)
        {
            if (await service.Store.FindInputAsync(id, context) is { Value.Lives: true } input)
            {
                inputs.Add(input);
            }
        }

        List<ValidationFault> faults =
        [
            .. ChannelRules.Check(new ChannelDraft(channel, inputs.ToDictionary(input => input.Id, input => input.Value))),
            .. await UnknownPackagesAsync(channel, context),
        ];
        return faults.Count == 0 ? inputs : throw MediaLiveFault.Unprocessable(faults);
    }

    private static void CheckStructure(ChannelDocument channel)
    {
        Require(channel.Name is { Length: > 0 }, "Non-empty channel name required");
        Require(channel.Settings.Child("InputSpecification") is not null, "inputSpecification is required");
        Require(channel.Encoder is not null, "encoderSettings is required");
        Require(channel.Attachments.Count > 0, "At least one input attachment is required");
        foreach (var destination in channel.Settings.Children("Destinations"))
        {
            Require(destination.Text("Id") is { Length: > 0 }, "Each destination needs an id");
            Require(
                Kinds.Count(kind => destination[kind] is JsonObject or JsonArray { Count: > 0 }) == 1,
                $"Exactly one of settings, MediaPackage settings, or Multiplex settings is required for destination {destination.Text("Id")}.");
        }
    }

    private async ValueTask<IReadOnlyList<ValidationFault>> UnknownPackagesAsync(ChannelDocument channel, CallContext context)
    {
        var faults = new List<ValidationFault>();
        var draft = new ChannelDraft(channel, new Dictionary<string, InputDocument>());
        foreach (var group in draft.Groups)
        {
            foreach (var package in draft.Destination(DestinationRules.GroupReference(group)).Children("MediaPackageSettings"))
            {
                if (!await ExistsAsync(package, context))
                {
                    faults.Add(new($"{group.Path}.outputGroupSettings.destination.channelId", $"MediaPackage channel {package.Text("ChannelId") ?? $"{package.Text("ChannelGroup")}/{package.Text("ChannelName")}"} does not exist"));
                }
            }
        }

        return faults;
    }

    /// <summary>Whether a package is there; what names none is told by other rules.</summary>
    private async ValueTask<bool> ExistsAsync(JsonObject package, CallContext context)
    {
        var region = package.Text("MediaPackageRegionName") ?? context.Region;
        return (package.Text("ChannelId"), package.Text("ChannelGroup"), package.Text("ChannelName")) switch
        {
            ({ } channel, _, _) => await service.Packages.FindPackageAsync(region, channel, context.CancellationToken) is not null,
            (null, { } group, { } channel) => await service.Packages.FindPackageAsync(region, group, channel, context.CancellationToken) is not null,
            _ => true,
        };
    }

    private static void Require(bool good, string message)
    {
        if (!good)
        {
            throw MediaLiveFault.BadRequest(message);
        }
    }
}
