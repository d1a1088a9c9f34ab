namespace Headwater.Objects.Digests;

/// <summary>A reflected cyclic redundancy check of 32 or 64 bits, with all ones before and after.</summary>
/// <remarks>Two checks combine to that of both runs of bytes without reading them again: appending n zero bytes is a multiplication by x^8n.</remarks>
internal sealed class Crc
{
    private readonly ulong _polynomial;
    private readonly int _bits;
    private readonly ulong[] _tables = new ulong[8 * 256];

    private Crc(ulong reflectedPolynomial, int bits)
    {
        _polynomial = reflectedPolynomial;
        _bits = bits;
        for (var value = 0; value < 256; value++)
        {
            var rest = (ulong)value;
            for (var bit = 0; bit < 8; bit++)
            {
                rest = (rest >> 1) ^ ((rest & 1) == 0 ? 0 : reflectedPolynomial);
            }

            _tables[value] = rest;
        }

        for (var index = 256; index < _tables.Length; index++)
        {
            var before = _tables[index - 256];
            _tables[index] = (before >> 8) ^ _tables[before & 0xff];
        }
    }

    /// <summary>CRC-32 of ISO 3309.</summary>
    public static Crc Crc32 { get; } = new(0xEDB88320, 32);

    /// <summary>CRC-32C.</summary>
    /// <remarks>Specification: RFC 3720, B.4.</remarks>
    public static Crc Crc32C { get; } = new(0x82F63B78, 32);

    /// <summary>CRC-64 of NVM Express.</summary>
    public static Crc Crc64Nvme { get; } = new(0x9A6C9329AC4BC9B5, 64);

    /// <summary>Bytes of a value.</summary>
    public int LengthBytes => _bits / 8;

    /// <summary>Continues a check over more bytes; begins with 0.</summary>
    public ulong Append(ulong crc, ReadOnlySpan<byte> source)
    {
        var ones = _bits == 64 ? ulong.MaxValue : uint.MaxValue;
        crc ^= ones;
        var tables = _tables;
        while (source.Length >= 8)
        {
            crc ^= System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(source);
            crc = tables[0x700 + (int)(crc & 0xff)] ^ tables[0x600 + (int)((crc >> 8) & 0xff)]
                ^ tables[0x500 + (int)((crc >> 16) & 0xff)] ^ tables[0x400 + (int)((crc >> 24) & 0xff)]
                ^ tables[0x300 + (int)((crc >> 32) & 0xff)] ^ tables[0x200 + (int)((crc >> 40) & 0xff)]
                ^ tables[0x100 + (int)((crc >> 48) & 0xff)] ^ tables[(int)(crc >> 56)];
            source = source[8..];
        }

        foreach (var value in source)
        {
            crc = (crc >> 8) ^ tables[(int)((crc ^ value) & 0xff)];
        }

        return crc ^ ones;
    }

    /// <summary>The check of two runs of bytes of which each one's is known.</summary>
    /// <param name="first">Of the first run.</param>
    /// <param name="second">Of the second.</param>
    /// <param name="secondLengthBytes">Length of the second.</param>
    public ulong Combine(ulong first, ulong second, long secondLengthBytes)
    {
        // x^8, squared as often as the length has bits; reflected, the highest bit is x^0.
        var power = 1UL << (_bits - 1 - 8);
        for (var length = secondLengthBytes; length > 0; length >>= 1)
        {
            if ((length & 1) != 0)
            {
                first = Multiply(power, first);
            }

            power = Multiply(power, power);
        }

        return first ^ second;
    }

    private ulong Multiply(ulong left, ulong right)
    {
        var product = 0UL;
        for (var mask = 1UL << (_bits - 1); mask != 0; mask >>= 1)
        {
            if ((left & mask) != 0)
            {
                product ^= right;
            }

            right = (right >> 1) ^ ((right & 1) == 0 ? 0 : _polynomial);
        }

        return product;
    }
}
