using System.Text.RegularExpressions;

namespace Headwater.Observe.Logs.Patterns;

/// <summary>
/// Says which lines are meant: nothing (every line), terms (<c>ERROR "two words" -not ?this ?or %regex%</c>),
/// fields of JSON (<c>{ $.a.b = "x*" &amp;&amp; $.n &gt; 3 }</c>), or words by place (<c>[w1, w2 = 4*, ..., last]</c>).
/// </summary>
public abstract class FilterPattern
{
    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static FilterPattern Read(string text)
    {
        var trimmed = text.Trim();
        return trimmed switch
        {
            "" => new TermPattern([]),
            ['{', .., '}'] => JsonFieldPattern.ReadInner(trimmed[1..^1]),
            ['[', .., ']'] => WordPattern.ReadInner(trimmed[1..^1]),
            ['{' or '[', ..] => throw new FormatException("Invalid filter pattern: it is not closed"),
            _ => TermPattern.ReadTerms(trimmed),
        };
    }

    /// <summary>Holds a line against it.</summary>
    /// <returns>The values by their names in the pattern (<c>$.field</c>, <c>$word</c>) when it fits, else null.</returns>
    public abstract IReadOnlyDictionary<string, string>? Match(string line);

    /// <summary>The value that a metric or a dimension takes from a line that fits, such as <c>$.latency</c> or <c>$bytes</c>; null when it is not there.</summary>
    /// <param name="line">The line.</param>
    /// <param name="selector">Begins with <c>$</c>.</param>
    public virtual string? Select(string line, string selector) => Match(line)?.GetValueOrDefault(selector);

    /// <summary>A text with <c>*</c> for anything, as a regular expression.</summary>
    internal static Regex Wildcards(string text) =>
        new("^" + Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal) + "\\z", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>A regular expression of a caller; its time on a line grows with the line and no faster.</summary>
    internal static Regex Expression(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"Invalid filter pattern: {fault.Message}", fault);
        }
    }
}
