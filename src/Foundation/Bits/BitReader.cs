using System.Numerics;

namespace Headwater.Foundation;

/// <summary>Reads bits from the most significant down. Total: past the end it gives zeros and remembers in <see cref="Failed"/>.</summary>
/// <remarks>A parser reads its fields straight through and asks <see cref="Failed"/> once; only loops bounded by what was read must ask before.</remarks>
public ref struct BitReader
{
    private readonly ReadOnlySpan<byte> _source;
    private long _position;

    /// <summary>A reader at the first bit of <paramref name="source"/>.</summary>
    public BitReader(ReadOnlySpan<byte> source) => _source = source;

    /// <summary>Bits consumed; never more than there are.</summary>
    public readonly long PositionBits => _position;

    /// <summary>Bits left.</summary>
    public readonly long RemainingBits => (_source.Length * 8L) - _position;

    /// <summary>Whether a read went past the end or met a code that no value has; stays true.</summary>
    public bool Failed { get; private set; }

    /// <summary>Reads one bit.</summary>
    public bool ReadBit() => ReadBits(1) != 0;

    /// <summary>Reads an unsigned number of <paramref name="count"/> bits, 0 to 32.</summary>
    public uint ReadBits(int count)
    {
        if (count > RemainingBits)
        {
            Fail();
            return 0;
        }

        ulong value = 0;
        var left = count;
        while (left > 0)
        {
            var used = (int)(_position & 7);
            var take = Math.Min(8 - used, left);
            var bits = (_source[(int)(_position >> 3)] >> (8 - used - take)) & ((1 << take) - 1);
            value = (value << take) | (uint)bits;
            _position += take;
            left -= take;
        }

        return (uint)value;
    }

    /// <summary>Skips bits; skipping past the end fails.</summary>
    public void SkipBits(long count)
    {
        if (count < 0 || count > RemainingBits)
        {
            Fail();
            return;
        }

        _position += count;
    }

    /// <summary>Moves on to the next byte boundary; stays when at one.</summary>
    public void AlignToByte() => _position = (_position + 7) & ~7L;

    /// <summary>Reads an unsigned Exp-Golomb code, ue(v), 0 to 2^32-2.</summary>
    /// <remarks>Specification: ITU-T H.264, 9.1.</remarks>
    public uint ReadUnsignedExpGolomb()
    {
        var zeros = 0;
        while (!ReadBit())
        {
            zeros++;
            if (zeros > 31 || Failed)
            {
                Fail();
                return 0;
            }
        }

        var suffix = ReadBits(zeros);
        return Failed ? 0 : (uint)((1UL << zeros) - 1 + suffix);
    }

    /// <summary>Reads a signed Exp-Golomb code, se(v).</summary>
    /// <remarks>Specification: ITU-T H.264, 9.1.1.</remarks>
    public int ReadSignedExpGolomb()
    {
        var code = (long)ReadUnsignedExpGolomb();
        return (int)((code & 1) == 0 ? -(code >> 1) : (code + 1) >> 1);
    }

    /// <summary>Whether something precedes the trailing bits of an RBSP: more_rbsp_data().</summary>
    /// <remarks>Specification: ITU-T H.264, 7.2.</remarks>
    public readonly bool HasMoreRbspData()
    {
        var last = _source.Length - 1;
        while (last >= 0 && _source[last] == 0)
        {
            last--;
        }

        return last >= 0 && _position < (last * 8L) + 7 - BitOperations.TrailingZeroCount(_source[last]);
    }

    private void Fail()
    {
        Failed = true;
        _position = _source.Length * 8L;
    }
}
