using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Headwater.Formats.Amf;

/// <summary>A place in the bytes of AMF values; a failed take moves nothing.</summary>
internal ref struct AmfCursor(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;

    public int OffsetBytes { get; private set; }

    public readonly bool AtEnd => OffsetBytes == _source.Length;

    public readonly bool Peek(out byte value)
    {
        value = AtEnd ? (byte)0 : _source[OffsetBytes];
        return !AtEnd;
    }

    public bool Take(int lengthBytes, out ReadOnlySpan<byte> taken)
    {
        if (_source.Length - OffsetBytes < lengthBytes)
        {
            taken = default;
            return false;
        }

        taken = _source.Slice(OffsetBytes, lengthBytes);
        OffsetBytes += lengthBytes;
        return true;
    }

    public bool TakeByte(out byte value)
    {
        var had = Take(1, out var taken);
        value = had ? taken[0] : (byte)0;
        return had;
    }

    public bool TakeUInt16(out ushort value)
    {
        var had = Take(2, out var taken);
        value = had ? BinaryPrimitives.ReadUInt16BigEndian(taken) : (ushort)0;
        return had;
    }

    public bool TakeUInt32(out uint value)
    {
        var had = Take(4, out var taken);
        value = had ? BinaryPrimitives.ReadUInt32BigEndian(taken) : 0;
        return had;
    }

    public bool TakeDouble(out double value)
    {
        var had = Take(8, out var taken);
        value = had ? BinaryPrimitives.ReadDoubleBigEndian(taken) : 0;
        return had;
    }

    /// <summary>Specification: AMF 3, 1.3.1: up to three bytes of seven bits, then one of eight.</summary>
    public bool TakeUInt29(out uint value)
    {
        value = 0;
        for (var index = 0; index < 4; index++)
        {
            if (OffsetBytes + index >= _source.Length)
            {
                return false;
            }

            uint next = _source[OffsetBytes + index];
            value = index == 3 ? (value << 8) | next : (value << 7) | (next & 0x7F);
            if (index == 3 || next < 0x80)
            {
                OffsetBytes += index + 1;
                return true;
            }
        }

        return false;
    }

    public OperationStatus TakeText(long lengthBytes, AmfLimits limits, out string text)
    {
        text = "";
        if (lengthBytes > limits.MaximumStringBytes)
        {
            return OperationStatus.InvalidData;
        }

        if (!Take((int)lengthBytes, out var taken))
        {
            return OperationStatus.NeedMoreData;
        }

        text = Encoding.UTF8.GetString(taken);
        return OperationStatus.Done;
    }
}
