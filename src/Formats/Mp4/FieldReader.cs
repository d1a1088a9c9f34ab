using System.Buffers.Binary;

namespace Headwater.Formats.Mp4;

/// <summary>Takes big-endian fields from the front of a box. Total: past the end it gives zeros and remembers in <see cref="Failed"/>.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> source)
{
    private ReadOnlySpan<byte> _rest = source;

    public bool Failed { get; private set; }

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte UInt8() => Take(1) is { Length: 1 } taken ? taken[0] : (byte)0;

    public ushort UInt16() => Take(2) is { Length: 2 } taken ? BinaryPrimitives.ReadUInt16BigEndian(taken) : (ushort)0;

    public uint UInt32() => Take(4) is { Length: 4 } taken ? BinaryPrimitives.ReadUInt32BigEndian(taken) : 0;

    public ulong UInt64() => Take(8) is { Length: 8 } taken ? BinaryPrimitives.ReadUInt64BigEndian(taken) : 0;

    /// <summary>A field of 64 bits in version 1 of a box, else of 32.</summary>
    public ulong UInt64When(bool wide) => wide ? UInt64() : UInt32();

    /// <summary>Version and flags of a full box.</summary>
    public (byte Version, uint Flags) FullBox() => UInt32() is var both ? ((byte)(both >> 24), both & 0xFF_FFFF) : default;

    public void Skip(int count) => Take(count);

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            Failed = true;
            _rest = default;
            return default;
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
