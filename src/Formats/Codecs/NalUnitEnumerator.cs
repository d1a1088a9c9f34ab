using System.Buffers.Binary;

namespace Headwater.Formats.Codecs;

/// <summary>Walks the NAL units of a sample in place, without allocation; both spellings.</summary>
/// <remarks>Total: a length past the end stops the walk and sets <see cref="Malformed"/>. Empty NAL units are passed over.</remarks>
public ref struct NalUnitEnumerator
{
    private readonly int _lengthSize;
    private ReadOnlySpan<byte> _rest;

    private NalUnitEnumerator(ReadOnlySpan<byte> source, int lengthSize)
    {
        _rest = source;
        _lengthSize = lengthSize;
    }

    /// <summary>The NAL unit, header included; valid after <see cref="MoveNext"/> gave true.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Whether the walk ended before the end of the bytes.</summary>
    public bool Malformed { get; private set; }

    /// <summary>The NAL units of a length-prefixed sample.</summary>
    /// <remarks>Specification: ISO/IEC 14496-15, 4.3.3.</remarks>
    /// <param name="sample">The sample.</param>
    /// <param name="lengthSize">Bytes in each length: 1 to 4.</param>
    public static NalUnitEnumerator LengthPrefixed(ReadOnlySpan<byte> sample, int lengthSize = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lengthSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lengthSize, 4);
        return new(sample, lengthSize);
    }

    /// <summary>The NAL units of a byte stream; bytes before the first start code are passed over.</summary>
    /// <remarks>Specification: ITU-T H.264, annex B; ITU-T H.265, annex B.</remarks>
    public static NalUnitEnumerator AnnexB(ReadOnlySpan<byte> stream)
    {
        var start = stream.IndexOf(StartCode);
        return new(start < 0 ? default : stream[(start + StartCode.Length)..], 0);
    }

    /// <summary>This, so that foreach takes it.</summary>
    public readonly NalUnitEnumerator GetEnumerator() => this;

    /// <summary>Steps to the next NAL unit; false at the end.</summary>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            if (!(_lengthSize == 0 ? TryTakeToStartCode() : TryTakeByLength()))
            {
                Malformed = true;
                break;
            }

            if (!Current.IsEmpty)
            {
                return true;
            }
        }

        Current = default;
        _rest = default;
        return false;
    }

    private static ReadOnlySpan<byte> StartCode => [0, 0, 1];

    private bool TryTakeToStartCode()
    {
        var next = _rest.IndexOf(StartCode);
        var unit = next < 0 ? _rest : _rest[..next];
        _rest = next < 0 ? default : _rest[(next + StartCode.Length)..];
        // No NAL unit ends in a zero byte: zeros here are trailing_zero_8bits or the next start code's first byte.
        Current = unit.TrimEnd((byte)0);
        return true;
    }

    private bool TryTakeByLength()
    {
        if (_rest.Length < _lengthSize)
        {
            return false;
        }

        var length = _lengthSize switch
        {
            4 => BinaryPrimitives.ReadUInt32BigEndian(_rest),
            3 => (uint)((_rest[0] << 16) | (_rest[1] << 8) | _rest[2]),
            2 => BinaryPrimitives.ReadUInt16BigEndian(_rest),
            _ => _rest[0],
        };
        if (length > _rest.Length - _lengthSize)
        {
            return false;
        }

        Current = _rest.Slice(_lengthSize, (int)length);
        _rest = _rest[(_lengthSize + (int)length)..];
        return true;
    }
}
