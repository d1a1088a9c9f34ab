using Headwater.Aws.Gateway;
using Headwater.Aws.Models;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>Holds a channel against <c>settings.txt</c>: a setting that does not run here, or that the table forgot, is refused by name.</summary>
internal static class SettingRules
{
    private const string EncoderPrefix = "encoderSettings.";

    private static readonly SettingTable Table = SettingTable.Embedded("MediaLive")!;
    private static readonly Shape Request = ModelCatalog.Embedded.Get("medialive").Shapes["CreateChannelRequest"];

    public static IEnumerable<ValidationFault> EachRunsHere(ChannelDraft draft) =>
        Table.Check(Request, draft.Channel.Settings).Where(finding => finding.Rule.Disposition is SettingDisposition.Refused or SettingDisposition.Unlisted)
            .Select(finding => new ValidationFault(Shown(finding.Path), $"{Shown(finding.Path)} is not available on this platform: {finding.Rule.Words}"));

    private static string Shown(string place) => place.StartsWith(EncoderPrefix, StringComparison.Ordinal) ? place[EncoderPrefix.Length..] : place;
}
