using System.Buffers.Binary;

namespace Headwater.Aws.Protocols.Bodies;

/// <summary>Cyclic redundancy checks that S3 knows, all of the reflected kind with all bits set before and inverted after.</summary>
internal sealed class ReflectedCrc
{
    private const int Slices = 8;

    private static readonly ulong[] Crc32Tables = Tables(0xEDB88320);
    private static readonly ulong[] Crc32CTables = Tables(0x82F63B78);
    private static readonly ulong[] Crc64NvmeTables = Tables(0x9A6C9329AC4BC9B5);

    private readonly ulong[] _tables;
    private readonly int _bytes;
    private ulong _value;

    private ReflectedCrc(ulong[] tables, int bytes)
    {
        (_tables, _bytes) = (tables, bytes);
        _value = bytes == 4 ? uint.MaxValue : ulong.MaxValue;
    }

    /// <summary>CRC-32 of IEEE 802.3.</summary>
    public static ReflectedCrc Crc32() => new(Crc32Tables, 4);

    /// <summary>CRC-32C. RFC 3720, 12.1.</summary>
    public static ReflectedCrc Crc32C() => new(Crc32CTables, 4);

    /// <summary>CRC-64 of NVM Express.</summary>
    public static ReflectedCrc Crc64Nvme() => new(Crc64NvmeTables, 8);

    /// <summary>Takes in further bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var (value, tables) = (_value, _tables);
        while (bytes.Length >= Slices)
        {
            // Eight bytes at once: the table for each place knows what the byte becomes after those behind it.
            var block = value ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            value = 0;
            for (var slice = 0; slice < Slices; slice++)
            {
                value ^= tables[((Slices - 1 - slice) << 8) | (int)((block >> (slice * 8)) & 0xFF)];
            }

            bytes = bytes[Slices..];
        }

        foreach (var item in bytes)
        {
            value = (value >> 8) ^ tables[(int)((value ^ item) & 0xFF)];
        }

        _value = value;
    }

    /// <summary>The check of all bytes taken in, most significant byte first.</summary>
    public byte[] Finish()
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ~_value);
        return bytes[(8 - _bytes)..].ToArray();
    }

    private static ulong[] Tables(ulong polynomial)
    {
        var tables = new ulong[Slices * 256];
        for (var item = 0; item < 256; item++)
        {
            var value = (ulong)item;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value >> 1) ^ ((value & 1) * polynomial);
            }

            tables[item] = value;
        }

        for (var index = 256; index < tables.Length; index++)
        {
            tables[index] = (tables[index - 256] >> 8) ^ tables[(int)(tables[index - 256] & 0xFF)];
        }

        return tables;
    }
}
