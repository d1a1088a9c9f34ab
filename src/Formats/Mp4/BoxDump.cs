using System.Globalization;
using System.Text;

namespace Headwater.Formats.Mp4;

/// <summary>Renders boxes as text that people and golden files can read: one line a box, children indented.</summary>
public static class BoxDump
{
    private const int MaxDepth = 16;
    private const int MaxHexBytes = 48;

    /// <summary>Renders every box in <paramref name="source"/>; what is malformed is said and shown as bytes.</summary>
    public static string Render(ReadOnlySpan<byte> source)
    {
        var text = new StringBuilder();
        Render(text, source, 0);
        return text.ToString();
    }

    private static void Render(StringBuilder text, ReadOnlySpan<byte> source, int depth)
    {
        var boxes = new BoxCursor(source);
        var end = 0;
        while (boxes.MoveNext())
        {
            end = boxes.Offset + boxes.Length;
            text.Append(' ', depth * 2).Append(CultureInfo.InvariantCulture, $"{boxes.Header.Type} {boxes.Length}");
            var content = boxes.Content;
            var childrenAt = BoxFields.Describe(text, boxes.Type, content);
            if (childrenAt is { } offset && offset <= content.Length && depth < MaxDepth)
            {
                text.Append('\n');
                Render(text, content[offset..], depth + 1);
                continue;
            }

            text.Append('\n');
        }

        if (end < source.Length)
        {
            text.Append(' ', depth * 2).Append("malformed ").Append(source.Length - end);
            AppendHex(text, source[end..]);
            text.Append('\n');
        }
    }

    internal static void AppendHex(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        text.Append(" 0x").Append(Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, MaxHexBytes)]));
        if (bytes.Length > MaxHexBytes)
        {
            text.Append('…');
        }
    }
}
