namespace Headwater.Formats.Hls;

/// <summary>Walks an attribute list. Specification: RFC 8216bis, 4.2.</summary>
/// <remarks>Blanks around names and values are forgiven; an unterminated quoted string ends with the line.</remarks>
internal ref struct AttributeList(ReadOnlySpan<byte> source)
{
    private ReadOnlySpan<byte> _rest = source;

    /// <summary>Whether the attribute last read was a quoted string.</summary>
    public bool Quoted { get; private set; }

    /// <summary>The next attribute with its quotes taken off, or false at the end.</summary>
    public bool TryNext(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = default;
        value = default;
        _rest = _rest.TrimStart(" \t,"u8);
        var equals = _rest.IndexOf((byte)'=');
        if (equals < 0)
        {
            return false;
        }

        name = _rest[..equals].Trim(" \t"u8);
        _rest = _rest[(equals + 1)..].TrimStart(" \t"u8);
        Quoted = _rest is [(byte)'"', ..];
        _rest = Quoted ? _rest[1..] : _rest;
        var end = _rest.IndexOf(Quoted ? (byte)'"' : (byte)',');
        value = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        value = Quoted ? value : value.TrimEnd(" \t"u8);
        return true;
    }
}
