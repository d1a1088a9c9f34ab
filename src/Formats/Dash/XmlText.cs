using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Unicode;

namespace Headwater.Formats.Dash;

/// <summary>Writes indented XML as UTF-8. Names are ours; values are escaped, and what XML cannot hold becomes U+FFFD. <see cref="Finish"/> ends it.</summary>
internal ref struct XmlText(IBufferWriter<byte> output)
{
    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _free;
    private int _used;
    private int _depth;
    private bool _open;

    /// <summary>Ends the last line and hands everything to the output.</summary>
    public void Finish()
    {
        Raw("\n"u8);
        Flush();
    }

    private void Flush()
    {
        _output.Advance(_used);
        _free = default;
        _used = 0;
    }

    /// <summary>Starts the document.</summary>
    public void Declaration() => Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8);

    /// <summary>Starts an element; its attributes follow.</summary>
    public void Start(scoped ReadOnlySpan<byte> name)
    {
        CloseTag();
        NewLine();
        Raw("<"u8);
        Raw(name);
        _open = true;
        _depth++;
    }

    /// <summary>Ends an element that held elements or nothing.</summary>
    public void End(scoped ReadOnlySpan<byte> name)
    {
        _depth--;
        if (_open)
        {
            Raw("/>"u8);
            _open = false;
            return;
        }

        NewLine();
        EndTag(name);
    }

    /// <summary>An element with only text, when there is any.</summary>
    public void TextElement(scoped ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            Start(name);
            CloseTag();
            Escape(text);
            _depth--;
            EndTag(name);
        }
    }

    /// <summary>An element with octets in base64, when there are any.</summary>
    public void Base64Element(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> octets)
    {
        Start(name);
        CloseTag();
        Base64.EncodeToUtf8(octets, Reserve(Base64.GetMaxEncodedToUtf8Length(octets.Length)), out _, out var written);
        _used += written;
        _depth--;
        EndTag(name);
    }

    public void Attribute(scoped ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            Name(name);
            Escape(value);
            Raw("\""u8);
        }
    }

    public void Attribute(scoped ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            Name(name);
            Integer(number);
            Raw("\""u8);
        }
    }

    public void Attribute(scoped ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            Name(name);
            Raw(flag ? "true\""u8 : "false\""u8);
        }
    }

    public void Attribute(scoped ReadOnlySpan<byte> name, FrameRate? value)
    {
        if (value is { } rate)
        {
            Name(name);
            Integer(rate.Numerator);
            if (rate.Denominator != 1)
            {
                Raw("/"u8);
                Integer(rate.Denominator);
            }

            Raw("\""u8);
        }
    }

    /// <summary>An xs:dateTime.</summary>
    public void Attribute(scoped ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            Name(name);
            instant.UtcDateTime.TryFormat(Reserve(32), out var written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            _used += written;
            Raw("\""u8);
        }
    }

    /// <summary>An xs:duration in seconds.</summary>
    public void Duration(scoped ReadOnlySpan<byte> name, TimeSpan? value)
    {
        if (value is { } duration)
        {
            Name(name);
            Raw(duration < TimeSpan.Zero ? "-PT"u8 : "PT"u8);
            Decimal(UInt128.CreateChecked(Int128.Abs(duration.Ticks)), TimeSpan.TicksPerSecond);
            Raw("S\""u8);
        }
    }

    /// <summary>A decimal number of seconds.</summary>
    public void Seconds(scoped ReadOnlySpan<byte> name, TimeSpan? value)
    {
        if (value is { } duration)
        {
            Name(name);
            Raw(duration < TimeSpan.Zero ? "-"u8 : default);
            Decimal(UInt128.CreateChecked(Int128.Abs(duration.Ticks)), TimeSpan.TicksPerSecond);
            Raw("\""u8);
        }
    }

    /// <summary>A decimal number given in thousandths, from zero.</summary>
    public void Thousandths(scoped ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            Name(name);
            Decimal((uint)Math.Max(number, 0), 1000);
            Raw("\""u8);
        }
    }

    private void Decimal(UInt128 value, long unit)
    {
        Integer((long)(value / (UInt128)unit));
        var rest = (long)(value % (UInt128)unit);
        if (rest == 0)
        {
            return;
        }

        Raw("."u8);
        while (rest > 0)
        {
            unit /= 10;
            Raw([(byte)('0' + (rest / unit))]);
            rest %= unit;
        }
    }

    private void Integer(long value)
    {
        value.TryFormat(Reserve(20), out var written, provider: CultureInfo.InvariantCulture);
        _used += written;
    }

    private void Name(scoped ReadOnlySpan<byte> name)
    {
        Raw(" "u8);
        Raw(name);
        Raw("=\""u8);
    }

    private void EndTag(scoped ReadOnlySpan<byte> name)
    {
        Raw("</"u8);
        Raw(name);
        Raw(">"u8);
    }

    private void CloseTag()
    {
        if (_open)
        {
            Raw(">"u8);
            _open = false;
        }
    }

    private void NewLine()
    {
        Raw("\n"u8);
        for (var i = 0; i < _depth; i++)
        {
            Raw("  "u8);
        }
    }

    private void Escape(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var plain = 0;
            while (plain < text.Length && plain < 1024 && !NeedsEscape(text[plain]))
            {
                plain++;
            }

            // Utf8 replaces unpaired surrogates, so a pair must not be parted by the chunk's end.
            plain -= plain is > 1 && plain < text.Length && char.IsHighSurrogate(text[plain - 1]) && char.IsLowSurrogate(text[plain]) ? 1 : 0;
            if (plain > 0)
            {
                Utf8.FromUtf16(text[..plain], Reserve(plain * 3), out _, out var written);
                _used += written;
                text = text[plain..];
                continue;
            }

            Raw(Escaped(text[0]));
            text = text[1..];
        }
    }

    private static bool NeedsEscape(char letter) => letter is '&' or '<' or '>' or '"' or < ' ' or '\uFFFE' or '\uFFFF';

    private static ReadOnlySpan<byte> Escaped(char letter) => letter switch
    {
        '&' => "&amp;"u8,
        '<' => "&lt;"u8,
        '>' => "&gt;"u8,
        '"' => "&quot;"u8,
        '\t' => "&#9;"u8,
        '\n' => "&#10;"u8,
        '\r' => "&#13;"u8,
        _ => "\uFFFD"u8,
    };

    private void Raw(scoped ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        _used += utf8.Length;
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
