namespace Headwater.Formats.Codecs;

/// <summary>Walks the open bitstream units of a temporal unit in low-overhead form, in place.</summary>
/// <remarks>Specification: AV1 Bitstream, 5.3. Total: a size past the end stops the walk and sets <see cref="Malformed"/>.</remarks>
public ref struct Av1ObuEnumerator
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>A walk before the first unit.</summary>
    public Av1ObuEnumerator(ReadOnlySpan<byte> source) => _rest = source;

    /// <summary>Type of the unit; valid after <see cref="MoveNext"/> gave true.</summary>
    public Av1ObuType Type { get; private set; }

    /// <summary>The whole unit, header included.</summary>
    public ReadOnlySpan<byte> Unit { get; private set; }

    /// <summary>What lies behind the unit's header.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Whether the walk ended before the end of the bytes.</summary>
    public bool Malformed { get; private set; }

    /// <summary>Steps to the next unit; false at the end.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var head = _rest[0];
        var headerLength = (head & 4) != 0 ? 2 : 1;
        var size = (long)_rest.Length - headerLength;
        var valid = (head & 0x80) == 0 && size >= 0;
        if (valid && (head & 2) != 0)
        {
            valid = TryReadLeb128(_rest[headerLength..], out size, out var sizeLength) && size <= _rest.Length - headerLength - sizeLength;
            headerLength += sizeLength;
        }

        if (!valid)
        {
            Malformed = true;
            _rest = default;
            return false;
        }

        Type = (Av1ObuType)((head >> 3) & 15);
        Unit = _rest[..(headerLength + (int)size)];
        Payload = Unit[headerLength..];
        _rest = _rest[Unit.Length..];
        return true;
    }

    // Specification: AV1 Bitstream, 4.10.5.
    private static bool TryReadLeb128(ReadOnlySpan<byte> source, out long value, out int length)
    {
        value = 0;
        for (length = 0; length < Math.Min(8, source.Length);)
        {
            var part = source[length];
            value |= (long)(part & 0x7F) << (7 * length);
            length++;
            if (part < 0x80)
            {
                return value <= uint.MaxValue;
            }
        }

        return false;
    }
}
