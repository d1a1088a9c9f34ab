using System.Globalization;
using System.Text.RegularExpressions;
using Headwater.Aws.Compile.MediaLive;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>Rules about archive groups.</summary>
internal static partial class ArchiveRules
{
    public static IEnumerable<ValidationFault> LocationsAreObjects(ChannelDraft draft)
    {
        foreach (var group in Archives(draft))
        {
            if (group.Settings.Child("Destination") is null)
            {
                yield return new(group.Path + ".outputGroupSettings.destination", "An Archive output group needs a destination");
            }

            var entries = draft.Destination(DestinationRules.GroupReference(group)).Children("Settings");
            for (var index = 0; index < entries.Count; index++)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"{group.Path}.outputGroupSettings.destination.settings[{index}].url");
                foreach (var message in LocationFaults(entries[index].Text("Url")))
                {
                    yield return new(path, message);
                }
            }
        }
    }

    public static IEnumerable<ValidationFault> OutputsAreContained(ChannelDraft draft)
    {
        foreach (var output in Archives(draft).SelectMany(group => group.Outputs).Where(output => output.Settings is not null))
        {
            if (output.Settings.Child("ContainerSettings").Present.Count != 1)
            {
                yield return new(output.Path + ".outputSettings.archiveOutputSettings.containerSettings", "ContainerSettings must contain exactly one property: m2tsSettings, rawSettings");
            }

            if (output.Settings.Text("Extension") is { Length: > 0 } extension && !Extension().IsMatch(extension))
            {
                yield return new(output.Path + ".outputSettings.archiveOutputSettings.extension", "The extension has letters and digits");
            }

            var strangers = NameVariables.Strangers(output.Settings.Text("NameModifier") ?? "", NameVariables.OfArchiveModifiers).ToList();
            if (strangers.Count > 0)
            {
                yield return new(output.Path + ".outputSettings.archiveOutputSettings.nameModifier", $"${strangers[0]}$ cannot be used in the nameModifier of an archive");
            }

            if (output.Video is null && output.Audios.Count == 0)
            {
                yield return new(output.Path, "An archive output needs a video or an audio description");
            }
        }
    }

    private static IEnumerable<string> LocationFaults(string? url)
    {
        if (BucketLocation.Read(url) is not { } place)
        {
            yield return "Archive destinations should be of the form s3ssl://<bucket>/<path>";
            yield break;
        }

        if (place.Key.EndsWith('/'))
        {
            yield return "The base name of an archive destination must not end in a slash";
        }

        if (place.Bucket.Contains('.', StringComparison.Ordinal))
        {
            yield return "The name of a destination bucket must not contain dots";
        }

        if (NameVariables.Strangers(place.Key, NameVariables.OfDestinations).FirstOrDefault() is { } stranger)
        {
            yield return $"${stranger}$ cannot be used in the destination of an archive";
        }
    }

    private static IEnumerable<GroupDraft> Archives(ChannelDraft draft) => draft.Groups.Where(group => group.Kind?.GroupMember == "ArchiveGroupSettings");

    [GeneratedRegex(@"^[A-Za-z0-9]{1,16}\z")]
    private static partial Regex Extension();
}
