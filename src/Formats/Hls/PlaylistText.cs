using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Headwater.Formats.Hls;

/// <summary>Writes the lexical elements of a playlist as UTF-8, without allocation. <see cref="Flush"/> ends it.</summary>
internal ref struct PlaylistText(IBufferWriter<byte> output)
{
    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _free;
    private int _used;
    private bool _inAttributes;

    /// <summary>Hands what was written to the output.</summary>
    public void Flush()
    {
        _output.Advance(_used);
        _free = default;
        _used = 0;
    }

    /// <summary>Writes these bytes as they are.</summary>
    public void Raw(scoped ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        _used += utf8.Length;
    }

    /// <summary>Ends the line.</summary>
    public void EndLine()
    {
        Raw("\n"u8);
        _inAttributes = false;
    }

    /// <summary>Starts a tag: <paramref name="utf8"/> with its colon.</summary>
    public void Tag(scoped ReadOnlySpan<byte> utf8)
    {
        Raw(utf8);
        _inAttributes = false;
    }

    /// <summary>Starts an attribute: <paramref name="utf8"/> with its equals sign; the comma between attributes is ours.</summary>
    public void Name(scoped ReadOnlySpan<byte> utf8)
    {
        if (_inAttributes)
        {
            Raw(","u8);
        }

        _inAttributes = true;
        Raw(utf8);
    }

    /// <summary>A decimal integer.</summary>
    public void Integer(long value)
    {
        var target = Reserve(20);
        value.TryFormat(target, out var written, provider: CultureInfo.InvariantCulture);
        _used += written;
    }

    /// <summary>Seconds with one to five decimals, rounded to the nearest 10 µs, halves up.</summary>
    public void Seconds(TimeSpan duration)
    {
        var units = PlaylistSeconds.RoundToHundredThousandths(duration);
        if (units < 0)
        {
            Raw("-"u8);
            units = -units;
        }

        Integer(units / 100_000);
        Fraction((int)(units % 100_000), 10_000);
    }

    /// <summary>Thousandths as a number with exactly three decimals.</summary>
    public void Thousandths(int value)
    {
        Integer(value / 1000);
        var rest = Math.Abs(value % 1000);
        Raw([(byte)'.', (byte)('0' + (rest / 100)), (byte)('0' + (rest / 10 % 10)), (byte)('0' + (rest % 10))]);
    }

    /// <summary>UTC with whole milliseconds, rounded down: <c>2026-11-22T17:00:00.000Z</c>.</summary>
    public void Date(DateTimeOffset instant)
    {
        var target = Reserve(32);
        instant.UtcDateTime.TryFormat(target, out var written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        _used += written;
    }

    /// <summary>A quoted string. It cannot hold quotes or line ends: they become apostrophes and spaces.</summary>
    public void Quoted(string value)
    {
        Raw("\""u8);
        Text(value, '\'');
        Raw("\""u8);
    }

    /// <summary>A quoted URI; quotes and line ends are percent-encoded.</summary>
    public void QuotedUri(string uri)
    {
        Raw("\""u8);
        Uri(uri);
        Raw("\""u8);
    }

    /// <summary>A member of a tab-separated quoted list: as in a quoted string, and a tab becomes a space.</summary>
    public void Identifier(string value)
    {
        var rest = value.AsSpan();
        while (rest.IndexOf('\t') is var at and >= 0)
        {
            Text(rest[..at], '\'');
            Raw(" "u8);
            rest = rest[(at + 1)..];
        }

        Text(rest, '\'');
    }

    /// <summary>Text to the end of the line or a comma-free value; line ends become spaces.</summary>
    public void Text(string value) => Text(value, '"');

    /// <summary>A URI on a line of its own; what would make it a tag or two lines is percent-encoded.</summary>
    public void UriLine(string uri)
    {
        var rest = uri.AsSpan();
        if (rest is ['#', ..])
        {
            Raw("%23"u8);
            rest = rest[1..];
        }

        Uri(rest);
        EndLine();
    }

    /// <summary>A byte range, <c>length@offset</c>.</summary>
    public void Range(ByteRange range)
    {
        Integer(range.Length);
        if (range.Offset is { } offset)
        {
            Raw("@"u8);
            Integer(offset);
        }
    }

    /// <summary>A hexadecimal sequence with its <c>0x</c>.</summary>
    public void Hexadecimal(scoped ReadOnlySpan<byte> value)
    {
        Raw("0x"u8);
        foreach (var octet in value)
        {
            Raw([Digit(octet >> 4), Digit(octet & 15)]);
        }

        static byte Digit(int nibble) => (byte)(nibble < 10 ? '0' + nibble : 'A' + nibble - 10);
    }

    /// <summary>An attribute whose value is YES, when it holds.</summary>
    public void YesIf(bool condition, scoped ReadOnlySpan<byte> name)
    {
        if (condition)
        {
            Name(name);
            Raw("YES"u8);
        }
    }

    /// <summary>A quoted attribute, when there is a value.</summary>
    public void QuotedIf(string? value, scoped ReadOnlySpan<byte> name)
    {
        if (value is not null)
        {
            Name(name);
            Quoted(value);
        }
    }

    /// <summary>An unquoted attribute, when there is a value.</summary>
    public void TextIf(string? value, scoped ReadOnlySpan<byte> name)
    {
        if (value is not null)
        {
            Name(name);
            Text(value);
        }
    }

    /// <summary>A duration attribute, when there is a value.</summary>
    public void SecondsIf(TimeSpan? value, scoped ReadOnlySpan<byte> name)
    {
        if (value is { } duration)
        {
            Name(name);
            Seconds(duration);
        }
    }

    private void Fraction(int rest, int scale)
    {
        Raw("."u8);
        do
        {
            Raw([(byte)('0' + (rest / scale))]);
            rest %= scale;
            scale /= 10;
        }
        while (rest > 0);
    }

    private void Uri(scoped ReadOnlySpan<char> uri)
    {
        while (uri.IndexOfAny('"', '\r', '\n') is var at and >= 0)
        {
            Encode(uri[..at]);
            Raw(uri[at] switch { '"' => "%22"u8, '\r' => "%0D"u8, _ => "%0A"u8 });
            uri = uri[(at + 1)..];
        }

        Encode(uri);
    }

    private void Text(scoped ReadOnlySpan<char> value, char quote)
    {
        while (value.IndexOfAny('"', '\r', '\n') is var at and >= 0)
        {
            Encode(value[..at]);
            Raw([(byte)(value[at] == '"' ? quote : ' ')]);
            value = value[(at + 1)..];
        }

        Encode(value);
    }

    private void Encode(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            // The last chunk boundary must not part a surrogate pair; Utf8 replaces what is unpaired.
            var take = Math.Min(text.Length, 1024);
            take -= take < text.Length && char.IsHighSurrogate(text[take - 1]) ? 1 : 0;
            var target = Reserve(take * 3);
            Utf8.FromUtf16(text[..take], target, out _, out var written);
            _used += written;
            text = text[take..];
        }
    }

    private Span<byte> Reserve(int length)
    {
        if (_free.Length - _used < length)
        {
            Flush();
            _free = _output.GetSpan(Math.Max(length, 4096));
        }

        return _free[_used..];
    }
}
