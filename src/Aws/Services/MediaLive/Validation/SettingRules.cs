using System.Globalization;
using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>Holds a channel against <c>settings.txt</c>: a setting that does not run here is refused by name.</summary>
internal static class SettingRules
{
    private const string Root = "CreateChannelRequest";
    private const string EncoderPrefix = "encoderSettings.";

    // The rules of groups tell these in words of their own.
    private static readonly string[] ToldElsewhere = [.. OutputGroupKind.All.SelectMany(kind => new[] { "OutputGroupSettings." + kind.GroupMember, "OutputSettings." + kind.OutputMember })];

    public static IEnumerable<ValidationFault> EachRunsHere(ChannelDraft draft) => Walk(Root, draft.Channel.Settings, "");

    private static IEnumerable<ValidationFault> Walk(string shape, JsonObject settings, string path)
    {
        foreach (var (member, value) in settings)
        {
            if (value is null or JsonArray { Count: 0 })
            {
                continue;
            }

            var place = path + char.ToLowerInvariant(member[0]) + member[1..];
            var (fate, why) = SettingFates.Table.Of(shape, member, value is JsonValue word ? word.ToString() : null);
            var faults = fate switch
            {
                SettingFate.Refused when !ToldElsewhere.Contains($"{shape}.{member}") => [new(Shown(place), $"{Shown(place)} {Said(value)}is not available on this platform: {why}")],
                SettingFate.Applied when ShapeTree.Members(shape).GetValueOrDefault(member) is { } held => Below(held, value, place),
                _ => Enumerable.Empty<ValidationFault>(),
            };
            foreach (var fault in faults)
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<ValidationFault> Below(string shape, JsonNode value, string place) => value switch
    {
        JsonObject one => Walk(shape, one, place + "."),
        JsonArray many => many.SelectMany((item, index) => item is JsonObject one ? Walk(shape, one, string.Create(CultureInfo.InvariantCulture, $"{place}[{index}].")) : []),
        _ => [],
    };

    private static string Shown(string place) => place.StartsWith(EncoderPrefix, StringComparison.Ordinal) ? place[EncoderPrefix.Length..] : place;

    private static string Said(JsonNode value) => value is JsonValue word ? $"{word} " : "";
}
