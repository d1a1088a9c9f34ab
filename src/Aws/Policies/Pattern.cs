using System.Text;

namespace Headwater.Aws.Policies;

/// <summary>A policy's text with its variables put in; knows which stars and question marks are wildcards.</summary>
internal sealed class Pattern
{
    private readonly string _text;
    private readonly bool[]? _literal;

    private Pattern(string text, bool[]? literal)
    {
        _text = text;
        _literal = literal;
    }

    /// <summary>The text, for comparisons that know no wildcards.</summary>
    public string Text => _text;

    /// <summary>Puts in the variables of a text; null when one of them has no value.</summary>
    /// <param name="text">What the policy says.</param>
    /// <param name="keys">What the variables stand for; null: the policy's version knows no variables.</param>
    public static Pattern? Expand(string text, ConditionKeys? keys)
    {
        if (keys is null || !text.Contains("${", StringComparison.Ordinal))
        {
            return new Pattern(text, null);
        }

        var expanded = new StringBuilder();
        var literal = new List<bool>();
        for (var index = 0; index < text.Length;)
        {
            var end = text.AsSpan(index).StartsWith("${", StringComparison.Ordinal) ? text.IndexOf('}', index) : -1;
            if (end < 0)
            {
                expanded.Append(text[index++]);
                literal.Add(false);
                continue;
            }

            if (ValueOf(text[(index + 2)..end], keys) is not { } value)
            {
                return null;
            }

            expanded.Append(value);
            literal.AddRange(Enumerable.Repeat(true, value.Length));
            index = end + 1;
        }

        return new Pattern(expanded.ToString(), [.. literal]);
    }

    /// <summary>Whether a whole text is of this pattern.</summary>
    public bool Matches(string text, bool ignoreCase) => Matches(text, 0, _text.Length, ignoreCase);

    /// <summary>Whether each part between colons, up to six, is of its pattern; a star that ends the pattern also takes the parts behind.</summary>
    public bool MatchesArn(string arn)
    {
        var rest = arn;
        for (var (start, part) = (0, 1); ; part++)
        {
            var colon = part == 6 ? -1 : _text.IndexOf(':', start);
            var ofRest = part == 6 ? -1 : rest.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                return (ofRest < 0 || _text.EndsWith('*')) && Matches(rest, start, _text.Length, ignoreCase: false);
            }

            if (ofRest < 0 || !Matches(rest[..ofRest], start, colon, ignoreCase: false))
            {
                return false;
            }

            (start, rest) = (colon + 1, rest[(ofRest + 1)..]);
        }
    }

    private static string? ValueOf(string variable, ConditionKeys keys)
    {
        if (variable is "*" or "?" or "$")
        {
            return variable;
        }

        // ${key, 'default'}: what stands there when the key is absent.
        var comma = variable.IndexOf(',', StringComparison.Ordinal);
        var key = comma < 0 ? variable : variable[..comma];
        return keys.Find(key.Trim()) is [var value] ? value : comma < 0 ? null : variable[(comma + 1)..].Trim().Trim('\'');
    }

    /// <summary>Greedy matching with one place to come back to, the last star: linear in both for each star.</summary>
    private bool Matches(string text, int start, int end, bool ignoreCase)
    {
        var (at, index) = (start, 0);
        var (star, resume) = (-1, 0);
        while (index < text.Length)
        {
            if (at < end && IsWild(at, '*'))
            {
                (star, resume) = (at++, index);
            }
            else if (at < end && (IsWild(at, '?') || Same(_text[at], text[index], ignoreCase)))
            {
                at++;
                index++;
            }
            else if (star >= 0)
            {
                (at, index) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        while (at < end && IsWild(at, '*'))
        {
            at++;
        }

        return at == end;
    }

    private static bool Same(char one, char other, bool ignoreCase) =>
        one == other || (ignoreCase && char.ToUpperInvariant(one) == char.ToUpperInvariant(other));

    private bool IsWild(int at, char sign) => _text[at] == sign && _literal?[at] != true;
}
