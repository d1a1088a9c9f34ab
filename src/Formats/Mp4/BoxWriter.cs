using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Mp4;

/// <summary>Builds nested boxes whose sizes are known only when they end.</summary>
internal sealed class BoxWriter
{
    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>Opens a box; hand what it gives to <see cref="End"/>.</summary>
    public int Begin(uint type)
    {
        var start = _length;
        UInt32(0);
        UInt32(type);
        return start;
    }

    /// <summary>Opens a full box.</summary>
    /// <remarks>Specification: ISO/IEC 14496-12, 4.2.2.</remarks>
    public int BeginFull(uint type, byte version = 0, uint flags = 0)
    {
        var start = Begin(type);
        UInt32(((uint)version << 24) | flags);
        return start;
    }

    public void End(int start) => BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(start), _length - start);

    public void UInt8(byte value) => Take(1)[0] = value;

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(8), value);

    public void Zeros(int count) => Take(count).Clear();

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>The identity matrix of movie and track headers.</summary>
    public void UnityMatrix() => Bytes([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0]);

    public void CopyTo(IBufferWriter<byte> destination) => destination.Write(_bytes.AsSpan(0, _length));

    private Span<byte> Take(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        var taken = _bytes.AsSpan(_length, count);
        _length += count;
        return taken;
    }
}
