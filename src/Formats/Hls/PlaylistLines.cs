namespace Headwater.Formats.Hls;

/// <summary>The lines of a playlist without their ends and surrounding blanks; empty ones are left out.</summary>
internal ref struct PlaylistLines(ReadOnlySpan<byte> source)
{
    private ReadOnlySpan<byte> _rest = source;

    /// <summary>The next line, or false at the end.</summary>
    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOfAny((byte)'\n', (byte)'\r');
            line = (end < 0 ? _rest : _rest[..end]).Trim(" \t"u8);
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (!line.IsEmpty)
            {
                return true;
            }
        }

        line = default;
        return false;
    }

    /// <summary>Parts a tag from its value at the first colon.</summary>
    public static void Split(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> tag, out ReadOnlySpan<byte> value)
    {
        var colon = line.IndexOf((byte)':');
        tag = colon < 0 ? line : line[..colon];
        value = colon < 0 ? default : line[(colon + 1)..].Trim(" \t"u8);
    }
}
