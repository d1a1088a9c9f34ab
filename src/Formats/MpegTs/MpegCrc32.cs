namespace Headwater.Formats.MpegTs;

/// <summary>The CRC of PSI sections: polynomial 0x04C11DB7, most significant bit first, no final inversion. Specification: ISO/IEC 13818-1, Annex A.</summary>
internal static class MpegCrc32
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The CRC; zero over a section that ends with its own.</summary>
    public static uint Compute(ReadOnlySpan<byte> source)
    {
        var crc = uint.MaxValue;
        foreach (var octet in source)
        {
            crc = (crc << 8) ^ Table[(crc >> 24) ^ octet];
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value << 1) ^ ((value & 0x80000000) != 0 ? 0x04C11DB7u : 0);
            }

            table[i] = value;
        }

        return table;
    }
}
