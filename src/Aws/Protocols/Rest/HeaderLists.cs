using System.Text;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Rest;

/// <summary>Lists in one header: values between commas, quoted when they have one. Specification: Smithy httpHeader.</summary>
internal static class HeaderLists
{
    /// <summary>Splits a header.</summary>
    /// <param name="text">The header's value.</param>
    /// <param name="element">What the list holds; moments in HTTP's form have a comma of their own.</param>
    public static IEnumerable<string> Split(string text, Member element)
    {
        if (element is { Shape.Kind: ShapeKind.Timestamp, TimestampFormat: null or TimestampFormat.Rfc822 } && text.Contains("GMT", StringComparison.Ordinal))
        {
            return text.Split("GMT", StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim(' ', ',') + " GMT").Where(part => part.Length > 4);
        }

        return SplitQuoted(text);
    }

    /// <summary>Joins values; texts with commas or quotes are quoted.</summary>
    public static string Join(IEnumerable<string> values, bool isText) => string.Join(", ", isText ? values.Select(Quote) : values);

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : text;

    private static List<string> SplitQuoted(string text)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '\\' when quoted && i + 1 < text.Length:
                    value.Append(text[++i]);
                    break;
                case ',' when !quoted:
                    values.Add(value.ToString().Trim());
                    value.Clear();
                    break;
                default:
                    value.Append(text[i]);
                    break;
            }
        }

        values.Add(value.ToString().Trim());
        return values;
    }
}
