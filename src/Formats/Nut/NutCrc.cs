namespace Headwater.Formats.Nut;

/// <summary>The checksum of packets and frame headers: polynomial 0x04C11DB7, most significant bit first, from 0, not inverted. Specification: NUT, checksum.</summary>
internal static class NutCrc
{
    private static readonly uint[] _table = MakeTable();

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = 0u;
        foreach (var b in bytes)
        {
            crc = (crc << 8) ^ _table[(crc >> 24) ^ b];
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc << 1) ^ ((crc & 0x8000_0000) != 0 ? 0x04C1_1DB7u : 0);
            }

            table[i] = crc;
        }

        return table;
    }
}
