using System.Globalization;
using System.Text.RegularExpressions;

namespace Headwater.Aws.Compile.MediaLive;

/// <summary>Variables in destinations and name modifiers: <c>$dt$</c>, <c>$h%05$</c>, <c>$$</c>.</summary>
internal static partial class NameVariables
{
    /// <summary>The variables that a group's destination may say.</summary>
    public static readonly string[] OfDestinations = ["dt", "d", "t"];

    /// <summary>The variables that a name modifier of an archive may say.</summary>
    public static readonly string[] OfArchiveModifiers = ["dt", "d", "t", "rv", "w", "h", "f"];

    /// <summary>The date and time variables.</summary>
    public static Dictionary<string, string> At(DateTimeOffset time) => new()
    {
        ["dt"] = time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture),
        ["d"] = time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        ["t"] = time.UtcDateTime.ToString("HHmmss", CultureInfo.InvariantCulture),
    };

    /// <summary>The text with its variables said; those that have no value stay as they are.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string> values) => Variable().Replace(text, match =>
    {
        var name = match.Groups["name"].Value;
        if (name.Length == 0)
        {
            return "$";
        }

        var width = match.Groups["width"] is { Success: true } padded ? int.Parse(padded.Value, CultureInfo.InvariantCulture) : 0;
        return values.TryGetValue(name, out var value) ? value.PadLeft(width, '0') : match.Value;
    });

    /// <summary>The variables of a text that may not be said in it.</summary>
    public static IEnumerable<string> Strangers(string text, IReadOnlyCollection<string> allowed) =>
        Variable().Matches(text).Select(match => match.Groups["name"].Value).Where(name => name.Length > 0 && !allowed.Contains(name));

    [GeneratedRegex(@"\$(?<name>[a-z]*)(?:%0(?<width>[0-9]{1,2}))?\$")]
    private static partial Regex Variable();
}
