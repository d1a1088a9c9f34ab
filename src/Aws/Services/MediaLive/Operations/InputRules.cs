using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>What a request for an input must say; the first thing that is wrong ends it with 400.</summary>
internal static partial class InputRules
{
    // Members that belong to other types, which do not run here.
    private static readonly string[] Foreign =
        ["Sources", "MediaConnectFlows", "InputDevices", "SrtSettings", "MulticastSettings", "Smpte2110ReceiverGroupSettings", "SdiSources", "RouterSettings", "SpecialRouterSettings", "Vpc"];

    /// <summary>Checks the settings of an input as a whole.</summary>
    public static void Check(JsonObject settings)
    {
        Require(settings.Text("Name") is { Length: > 0 }, "Non-empty input name required");
        Require(settings.Text("Type") is { Length: > 0 }, "Input type required");
        var type = settings.Text("Type")!;
        Require(InputTypes.Refusal(type) is null, InputTypes.Refusal(type) ?? "");
        foreach (var member in Foreign)
        {
            Require(settings[member] is null or JsonArray { Count: 0 }, $"{char.ToLowerInvariant(member[0])}{member[1..]} cannot be given for an input of type {type} on this platform.");
        }

        Require(settings.Text("InputNetworkLocation") is null or "AWS", "inputNetworkLocation ON_PREMISES is not available on this platform.");
        Destinations(settings.Children("Destinations"));
        Require(settings.Texts("InputSecurityGroups").Count > 0, $"An input of type {type} needs an input security group.");
    }

    private static void Destinations(IReadOnlyList<JsonObject> destinations)
    {
        Require(destinations.Count is 1 or 2, "An RTMP_PUSH input needs one destination, or two for a STANDARD channel.");
        foreach (var destination in destinations)
        {
            Require(destination.Text("StreamName") is { } name && StreamName().IsMatch(name), "Each destination of an RTMP_PUSH input needs a streamName of the form app/instance, without spaces, quotes and question marks.");
            Require(destination.Present.All(member => member == "StreamName"), "Only streamName can be given for a destination on this platform.");
        }

        Require(destinations.Select(destination => destination.Text("StreamName")).Distinct(StringComparer.Ordinal).Count() == destinations.Count, "The destinations of an input need different stream names.");
    }

    private static void Require(bool good, string message)
    {
        if (!good)
        {
            throw MediaLiveFault.BadRequest(message);
        }
    }

    [GeneratedRegex(@"^[^/?'""\s\p{C}]+/[^/?'""\s\p{C}]+\z")]
    private static partial Regex StreamName();
}
