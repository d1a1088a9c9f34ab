using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>Rules about destinations and those who name them.</summary>
internal static partial class DestinationRules
{
    public static IEnumerable<ValidationFault> IdsAreUnique(ChannelDraft draft) =>
        draft.Destinations.GroupBy(destination => destination.Value.Text("Id")).Where(group => group.Count() > 1)
            .Select(group => new ValidationFault(group.Last().Path + ".id", $"Destination id \"{group.Key}\" is used more than once"));

    public static IEnumerable<ValidationFault> ReferencesResolve(ChannelDraft draft) =>
        References(draft).Where(reference => draft.Destination(reference.Id) is null)
            .Select(reference => new ValidationFault(reference.Path, $"Object references undefined destination \"{reference.Id}\""));

    public static IEnumerable<ValidationFault> EachIsUsed(ChannelDraft draft)
    {
        var used = References(draft).Select(reference => reference.Id).ToHashSet();
        return draft.Destinations.Where(destination => !used.Contains(destination.Value.Text("Id")))
            .Select(destination => new ValidationFault(destination.Path, $"Destination \"{destination.Value.Text("Id")}\" is not referenced by any output group or output"));
    }

    public static IEnumerable<ValidationFault> CountFitsThePipelines(ChannelDraft draft)
    {
        var pipelines = draft.Channel.Pipelines.Count;
        foreach (var (path, destination) in draft.Destinations)
        {
            foreach (var (member, wire) in new[] { ("Settings", "settings"), ("SrtSettings", "srtSettings") })
            {
                if (destination.Children(member) is { Count: > 0 } entries && entries.Count != pipelines)
                {
                    yield return new($"{path}.{wire}", $"Destination \"{destination.Text("Id")}\" needs {pipelines} {wire} for a {(pipelines == 2 ? "STANDARD" : "SINGLE_PIPELINE")} channel, but has {entries.Count}");
                }
            }

            // The service splits one entry to both ingest endpoints; only v2 names them one by one.
            var packages = destination.Children("MediaPackageSettings");
            if (packages.Count > 1 && (packages.Count != pipelines || packages.Any(package => package.Text("ChannelId") is not null)))
            {
                yield return new(path + ".mediaPackageSettings", $"Destination \"{destination.Text("Id")}\" needs exactly one mediaPackageSettings");
            }
        }
    }

    public static IEnumerable<ValidationFault> PackageNamesAreWellFormed(ChannelDraft draft)
    {
        foreach (var group in draft.Groups.Where(group => group.Kind?.Target == "MediaPackageSettings"))
        {
            foreach (var package in draft.Destination(GroupReference(group)).Children("MediaPackageSettings"))
            {
                foreach (var fault in PackageFaults(group.Path + ".outputGroupSettings.destination", package))
                {
                    yield return fault;
                }
            }
        }
    }

    public static IEnumerable<ValidationFault> ListenersHaveGroupsAndPorts(ChannelDraft draft)
    {
        var listeners = draft.Destinations.SelectMany(destination => destination.Value.Children("SrtSettings").Select((settings, index) => (Path: string.Create(CultureInfo.InvariantCulture, $"{destination.Path}.srtSettings[{index}]"), settings)))
            .Where(entry => entry.settings.Text("ConnectionMode") == "LISTENER").ToList();
        if (listeners.Count > 0 && draft.Channel.Settings.Texts("ChannelSecurityGroups").Count == 0)
        {
            yield return new("channelSecurityGroups", "SRT listener destinations need channelSecurityGroups");
        }

        foreach (var (path, settings) in listeners)
        {
            var port = settings.Whole("ListenerPort");
            if (port is not (>= 5000 and <= 5200) || listeners.Count(other => other.settings.Whole("ListenerPort") == port) > 1)
            {
                yield return new(path + ".listenerPort", "The listener port must be 5000 to 5200 and different in every SRT listener destination");
            }
        }
    }

    /// <summary>The id that a group refers to, or null when its kind refers by outputs.</summary>
    public static string? GroupReference(GroupDraft group) => group.Settings.Child("Destination").Text("DestinationRefId");

    private static IEnumerable<(string Path, string? Id)> References(ChannelDraft draft)
    {
        foreach (var group in draft.Groups)
        {
            if (group.Settings.Child("Destination") is { } destination)
            {
                yield return (group.Path + ".outputGroupSettings.destination.destinationRefId", destination.Text("DestinationRefId"));
            }

            foreach (var output in group.Outputs)
            {
                if (output.Settings.Child("Destination") is { } own)
                {
                    yield return (output.Path + ".outputSettings.destination.destinationRefId", own.Text("DestinationRefId"));
                }
            }
        }
    }

    private static IEnumerable<ValidationFault> PackageFaults(string path, JsonObject package)
    {
        var (channel, group, name) = (package.Text("ChannelId"), package.Text("ChannelGroup"), package.Text("ChannelName"));
        if (channel is null ? group is null || name is null : group is not null || name is not null)
        {
            yield return new(path, "MediaPackage settings need either a channelId, or a channelGroup and a channelName");
        }

        if (channel is not null && !PackageName().IsMatch(channel))
        {
            yield return new(path + ".channelId", "MediaPackage channel ID is invalid. The ID can have numbers, letters, underscores, and dashes. The ID is case sensitive.");
        }

        if ((group is not null && !PackageName().IsMatch(group)) || (name is not null && !PackageName().IsMatch(name)))
        {
            yield return new(path + ".channelName", "MediaPackage channel group and channel names can have numbers, letters, underscores, and dashes.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,256}\z")]
    private static partial Regex PackageName();
}
