namespace Headwater.Foundation;

/// <summary>Writes bits from the most significant down into a span that the caller has sized.</summary>
public ref struct BitWriter
{
    private readonly Span<byte> _destination;
    private long _position;

    /// <summary>A writer at the first bit of <paramref name="destination"/>, which it clears.</summary>
    public BitWriter(Span<byte> destination)
    {
        _destination = destination;
        destination.Clear();
    }

    /// <summary>Bits written.</summary>
    public readonly long PositionBits => _position;

    /// <summary>Bytes begun: the bits written, rounded up; the rest of the last byte is zero.</summary>
    public readonly int LengthBytes => (int)((_position + 7) >> 3);

    /// <summary>Writes one bit.</summary>
    public void WriteBit(bool value) => WriteBits(value ? 1u : 0u, 1);

    /// <summary>Writes the lowest <paramref name="count"/> bits of <paramref name="value"/>, 0 to 32.</summary>
    /// <exception cref="IndexOutOfRangeException">The span is full: the caller sized it wrongly.</exception>
    public void WriteBits(uint value, int count)
    {
        for (var left = count; left > 0;)
        {
            var free = 8 - (int)(_position & 7);
            var take = Math.Min(free, left);
            var bits = (value >> (left - take)) & ((1u << take) - 1);
            _destination[(int)(_position >> 3)] |= (byte)(bits << (free - take));
            _position += take;
            left -= take;
        }
    }

    /// <summary>Moves on to the next byte boundary, leaving zeros.</summary>
    public void AlignToByte() => _position = (_position + 7) & ~7L;
}
