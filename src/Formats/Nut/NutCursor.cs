using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Nut;

/// <summary>A place in bytes that reads the syntax's value types. After a failure <see cref="Status"/> keeps its cause and every further read fails.</summary>
internal ref struct NutCursor(ReadOnlySpan<byte> bytes, int position = 0)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes are read.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Whether all reads so far succeeded, and if not, why.</summary>
    public OperationStatus Status { get; private set; } = OperationStatus.Done;

    public readonly int Remaining => _bytes.Length - Position;

    /// <summary>An unsigned value of at most 63 bits, seven to a byte. Specification: NUT, v.</summary>
    public ulong ReadUnsigned()
    {
        var value = 0UL;
        for (var length = 0; ; length++)
        {
            if (!Has(1))
            {
                return 0;
            }

            // Ten bytes are more than 63 bits need; leading zero bytes only serve to stall a reader.
            if (length == 10 || value >= 1UL << 56)
            {
                return Fail();
            }

            var b = _bytes[Position++];
            value = (value << 7) | (b & 0x7Fu);
            if ((b & 0x80) == 0)
            {
                return value;
            }
        }
    }

    /// <summary>An unsigned value that may not exceed <paramref name="maximum"/>.</summary>
    public int ReadUnsigned(int maximum)
    {
        var value = ReadUnsigned();
        return value <= (ulong)maximum ? (int)value : (int)Fail();
    }

    /// <summary>A signed value. Specification: NUT, s.</summary>
    public long ReadSigned()
    {
        var value = (long)ReadUnsigned() + 1;
        return (value & 1) != 0 ? -(value >> 1) : value >> 1;
    }

    /// <summary>A length and as many bytes. Specification: NUT, vb.</summary>
    public ReadOnlySpan<byte> ReadBytes(int maximum)
    {
        var length = ReadUnsigned(maximum);
        if (!Has(length))
        {
            return default;
        }

        Position += length;
        return _bytes.Slice(Position - length, length);
    }

    public uint ReadUInt32()
    {
        if (!Has(4))
        {
            return 0;
        }

        Position += 4;
        return BinaryPrimitives.ReadUInt32BigEndian(_bytes[(Position - 4)..]);
    }

    public ulong ReadUInt64()
    {
        if (!Has(8))
        {
            return 0;
        }

        Position += 8;
        return BinaryPrimitives.ReadUInt64BigEndian(_bytes[(Position - 8)..]);
    }

    /// <summary>Declares what was read invalid.</summary>
    public ulong Fail()
    {
        if (Status == OperationStatus.Done)
        {
            Status = OperationStatus.InvalidData;
        }

        return 0;
    }

    private bool Has(int count)
    {
        if (Status == OperationStatus.Done && Remaining < count)
        {
            Status = OperationStatus.NeedMoreData;
        }

        return Status == OperationStatus.Done;
    }
}
