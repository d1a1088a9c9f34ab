using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Headwater.Foundation;

namespace Headwater.Formats.Hls;

/// <summary>Reads the values that attributes and tags have. Specification: RFC 8216bis, 4.2.</summary>
internal static class PlaylistValue
{
    private const int MaxDateBytes = 40;

    private static readonly SearchValues<byte> HexadecimalDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Text; bytes that are not UTF-8 become replacement characters.</summary>
    public static string Text(ReadOnlySpan<byte> source) => Encoding.UTF8.GetString(source);

    /// <summary>A decimal-integer, or null.</summary>
    public static long? Integer(ReadOnlySpan<byte> source) =>
        source is [>= (byte)'0' and <= (byte)'9', ..] && Utf8Parser.TryParse(source, out long value, out var consumed) && consumed == source.Length
            ? value
            : null;

    /// <summary>A decimal-integer that fits 31 bits, or null.</summary>
    public static int? SmallInteger(ReadOnlySpan<byte> source) => Integer(source) is { } value and <= int.MaxValue ? (int)value : null;

    /// <summary>A decimal number of seconds below 2^31, with or without sign, cut after 100 ns; or null.</summary>
    public static TimeSpan? Seconds(ReadOnlySpan<byte> source)
    {
        var negative = source is [(byte)'-', ..];
        source = negative ? source[1..] : source;
        var point = source.IndexOf((byte)'.');
        if (SmallInteger(point < 0 ? source : source[..point]) is not { } seconds)
        {
            return null;
        }

        var ticks = seconds * TimeSpan.TicksPerSecond;
        var weight = TimeSpan.TicksPerSecond / 10;
        foreach (var digit in point < 0 ? default : source[(point + 1)..])
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return null;
            }

            ticks += (digit - '0') * weight;
            weight /= 10;
        }

        return new TimeSpan(negative ? -ticks : ticks);
    }

    /// <summary>A decimal number in thousandths, further decimals cut; or null.</summary>
    public static int? Thousandths(ReadOnlySpan<byte> source) =>
        Seconds(source) is { Ticks: >= 0 } value && value.Ticks / TimeSpan.TicksPerMillisecond is var thousandths and <= int.MaxValue ? (int)thousandths : null;

    /// <summary>A date and time; without an offset it is taken as UTC; or null.</summary>
    public static DateTimeOffset? Date(ReadOnlySpan<byte> source)
    {
        Span<char> text = stackalloc char[MaxDateBytes];
        if (source.Length > MaxDateBytes || !Ascii.IsValid(source))
        {
            return null;
        }

        Ascii.ToUtf16(source, text, out var length);
        return DateTimeOffset.TryParse(text[..length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
    }

    /// <summary>A decimal-resolution, or null.</summary>
    public static Resolution? Resolution(ReadOnlySpan<byte> source)
    {
        var by = source.IndexOf((byte)'x');
        return by > 0 && SmallInteger(source[..by]) is { } width && SmallInteger(source[(by + 1)..]) is { } height
            ? new Resolution(width, height)
            : null;
    }

    /// <summary>A byte range <c>length[@offset]</c>, or null.</summary>
    public static ByteRange? Range(ReadOnlySpan<byte> source)
    {
        var at = source.IndexOf((byte)'@');
        if (Integer(at < 0 ? source : source[..at]) is not { } length)
        {
            return null;
        }

        if (at < 0)
        {
            return new ByteRange(length, null);
        }

        return Integer(source[(at + 1)..]) is { } offset ? new ByteRange(length, offset) : null;
    }

    /// <summary>A hexadecimal-sequence of whole bytes, or null.</summary>
    public static EquatableList<byte>? Octets(ReadOnlySpan<byte> source)
    {
        if (!IsHexadecimal(source) || source.Length % 2 != 0)
        {
            return null;
        }

        var octets = new byte[(source.Length - 2) / 2];
        Convert.FromHexString(source[2..], octets, out _, out _);
        return EquatableList.Create<byte>(octets);
    }

    /// <summary>A hexadecimal-sequence of at most 128 bits, or null.</summary>
    public static UInt128? Number128(ReadOnlySpan<byte> source)
    {
        if (!IsHexadecimal(source) || source.Length is < 3 or > 34)
        {
            return null;
        }

        UInt128 value = 0;
        foreach (var digit in source[2..])
        {
            value = (value << 4) | (uint)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return value;
    }

    /// <summary>Whether an enumerated-string is YES.</summary>
    public static bool Yes(ReadOnlySpan<byte> source) => source.SequenceEqual("YES"u8);

    private static bool IsHexadecimal(ReadOnlySpan<byte> source) =>
        source is [(byte)'0', (byte)'x' or (byte)'X', ..] && source[2..].IndexOfAnyExcept(HexadecimalDigits) < 0;
}
