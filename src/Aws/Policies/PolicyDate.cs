using System.Globalization;
using System.Text.RegularExpressions;

namespace Headwater.Aws.Policies;

/// <summary>What AWS takes for a date in a condition: generous ISO 8601, or whole seconds since 1970.</summary>
internal static partial class PolicyDate
{
    /// <summary>Whether AWS takes it.</summary>
    public static bool IsReadable(string text) =>
        text.Contains('t', StringComparison.OrdinalIgnoreCase) || text.Contains('-', StringComparison.Ordinal)
            ? Form().Match(text) is { Success: true } match && IsInRange(match)
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsInRange(Match match) =>
        IsBetween(match, "year", -292_275_054, 292_278_993)
        && IsBetween(match, "month", 1, 12) && IsBetween(match, "day", 1, 31)
        && IsBetween(match, "hour", 0, 23) && IsBetween(match, "minute", 0, 59) && IsBetween(match, "second", 0, 59)
        && IsBetween(match, "zoneHour", 0, 23) && IsBetween(match, "zoneMinute", 0, 59);

    private static bool IsBetween(Match match, string part, long least, long most) =>
        !match.Groups[part].Success
        || (long.TryParse(match.Groups[part].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most);

    [GeneratedRegex(
        """
        ^(?<year>-?\d+)(-(?<month>\d+)(-(?<day>\d+))?)?
        ([tT]((?<hour>\d+)(:(?<minute>\d+)(:(?<second>\d+)(\.\d{1,9})?([zZ]|[+-](?<zoneHour>\d\d)(:(?<zoneMinute>\d\d))?)?)?)?)?)?$
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
