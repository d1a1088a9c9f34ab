using System.Text.RegularExpressions;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>Rules about output groups and outputs as such.</summary>
internal static partial class GroupRules
{
    private static readonly string OutputMembers = string.Join(", ", OutputGroupKind.All.Select(kind => Wire(kind.OutputMember)).Order(StringComparer.Ordinal));
    private static readonly string GroupMembers = string.Join(", ", OutputGroupKind.All.Select(kind => Wire(kind.GroupMember)).Order(StringComparer.Ordinal));

    public static IEnumerable<ValidationFault> SettingsHaveOneMember(ChannelDraft draft)
    {
        foreach (var group in draft.Groups)
        {
            if (group.Kind is not { } kind)
            {
                yield return new(group.Path + ".outputGroupSettings", $"OutputGroupSettings must contain exactly one property: {GroupMembers}");
                continue;
            }

            foreach (var output in group.Outputs)
            {
                var present = output.Value.Child("OutputSettings").Present;
                if (present.Count != 1)
                {
                    yield return new(output.Path + ".outputSettings", $"OutputSettings must contain exactly one property: {OutputMembers}");
                }
                else if (present[0] != kind.OutputMember)
                {
                    yield return new(output.Path + ".outputSettings", $"An output of a {kind.Name} output group needs {Wire(kind.OutputMember)}");
                }
            }

            if (group.Outputs.Count == 0)
            {
                yield return new(group.Path + ".outputs", "An output group needs at least one output");
            }
        }
    }

    public static IEnumerable<ValidationFault> NamesAreUnique(ChannelDraft draft)
    {
        foreach (var twice in draft.Groups.GroupBy(group => group.Value.Text("Name")).Where(names => !string.IsNullOrEmpty(names.Key) && names.Count() > 1))
        {
            yield return new(twice.Last().Path + ".name", $"Output group name \"{twice.Key}\" is used more than once");
        }

        foreach (var names in draft.Outputs.Where(output => output.Value.Text("OutputName") is not null).GroupBy(output => output.Value.Text("OutputName")!))
        {
            if (names.Count() > 1)
            {
                yield return new(names.Last().Path + ".outputName", $"Output name \"{names.Key}\" is used more than once");
            }

            if (!OutputName().IsMatch(names.Key))
            {
                yield return new(names.First().Path + ".outputName", $"Output name \"{names.Key}\" must be 1 to 255 letters, digits, underscores and dashes");
            }
        }
    }

    public static IEnumerable<ValidationFault> NameModifiersTellOutputsApart(ChannelDraft draft)
    {
        foreach (var group in draft.Groups.Where(group => group.Kind?.GroupMember is "ArchiveGroupSettings" or "HlsGroupSettings" or "FrameCaptureGroupSettings" or "MsSmoothGroupSettings" or "CmafIngestGroupSettings"))
        {
            foreach (var modifiers in group.Outputs.GroupBy(output => output.Settings.Text("NameModifier") ?? "").Where(_ => group.Outputs.Count > 1))
            {
                if (modifiers.Key.Length == 0)
                {
                    yield return new(modifiers.First().Path + ".outputSettings.nameModifier", "Each output needs a nameModifier when its group has more than one output");
                }
                else if (modifiers.Count() > 1)
                {
                    yield return new(modifiers.Last().Path + ".outputSettings.nameModifier", $"nameModifier \"{modifiers.Key}\" is used more than once in its output group");
                }
            }
        }
    }

    public static IEnumerable<ValidationFault> KindsRunHere(ChannelDraft draft) =>
        draft.Groups.Where(group => group.Kind is { Runs: false })
            .Select(group => new ValidationFault(group.Path + ".outputGroupSettings", $"Output groups of type {group.Kind!.Name} do not run on this platform; MediaPackage and Archive do"));

    private static string Wire(string member) => char.ToLowerInvariant(member[0]) + member[1..];

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,255}\z")]
    private static partial Regex OutputName();
}
