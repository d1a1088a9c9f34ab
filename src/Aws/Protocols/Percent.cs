using System.Buffers;
using System.Globalization;
using System.Text;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Protocols;

/// <summary>Percent-encoding. RFC 3986, 2.1.</summary>
internal static class Percent
{
    private static readonly SearchValues<byte> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>Decodes; a percent sign without two hexadecimal digits stands for itself.</summary>
    /// <exception cref="AwsException">The bytes are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<char> text, bool plusIsSpace = false)
    {
        if (!text.ContainsAny('%', '+'))
        {
            return text.ToString();
        }

        try
        {
            return Strict.GetString(DecodeBytes(text, plusIsSpace));
        }
        catch (ArgumentException)
        {
            throw new AwsException("InvalidURI", "Couldn't parse the specified URI.");
        }
    }

    /// <summary>Encodes everything but letters, digits and <c>-._~</c>, as signatures do.</summary>
    /// <param name="text">What to encode.</param>
    /// <param name="keepSlash">Leaves slashes as they are.</param>
    public static string Encode(string text, bool keepSlash = false) => Encode(Encoding.UTF8.GetBytes(text), keepSlash);

    /// <summary>Encodes bytes likewise.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes, bool keepSlash = false)
    {
        if (!bytes.ContainsAnyExcept(Unreserved))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        var encoded = new StringBuilder(bytes.Length * 2);
        foreach (var value in bytes)
        {
            if (Unreserved.Contains(value) || (keepSlash && value == '/'))
            {
                encoded.Append((char)value);
            }
            else
            {
                encoded.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    /// <summary>Decodes to bytes.</summary>
    public static byte[] DecodeBytes(ReadOnlySpan<char> text, bool plusIsSpace)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(text.Length, 1));
        while (!text.IsEmpty)
        {
            if (text[0] == '%' && text.Length > 2 && byte.TryParse(text.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Write([value]);
                text = text[3..];
                continue;
            }

            var next = text[1..].IndexOfAny('%', '+') + 1;
            var run = next == 0 ? text : text[..next];
            Encoding.UTF8.GetBytes(plusIsSpace && run[0] == '+' ? " " : run[..1], bytes);
            Encoding.UTF8.GetBytes(run[1..], bytes);
            text = text[run.Length..];
        }

        return bytes.WrittenSpan.ToArray();
    }
}
