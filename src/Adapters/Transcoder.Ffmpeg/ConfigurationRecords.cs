using System.Buffers.Binary;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>Makes decoder configuration records of the parameter sets that an encoder gives ahead of its stream.</summary>
internal static class ConfigurationRecords
{
    /// <summary>An AVCDecoderConfigurationRecord, or null when a parameter set is missing. Specification: ISO/IEC 14496-15, 5.3.3.1.</summary>
    public static byte[]? Avc(ReadOnlySpan<byte> codecData)
    {
        var sps = Units(codecData, static first => (first & 0x1F) == 7);
        var pps = Units(codecData, static first => (first & 0x1F) == 8);
        if (sps.Count is 0 or > 31 || pps.Count is 0 or > 255 || sps[0].Length < 4)
        {
            return null;
        }

        List<byte> record = [1, sps[0][1], sps[0][2], sps[0][3], 0xFF, (byte)(0xE0 | sps.Count)];
        Append(record, sps);
        record.Add((byte)pps.Count);
        Append(record, pps);
        if (sps[0][1] is 100 or 110 or 122 or 144)
        {
            var bits = new BitCursor(AnnexB.Unescape(sps[0]));
            bits.Skip(32);
            bits.ReadExpGolomb();
            var chroma = bits.ReadExpGolomb();
            bits.Skip(chroma == 3 ? 1 : 0);
            record.AddRange([(byte)(0xFC | chroma), (byte)(0xF8 | bits.ReadExpGolomb()), (byte)(0xF8 | bits.ReadExpGolomb()), 0]);
        }

        return [.. record];
    }

    /// <summary>An HEVCDecoderConfigurationRecord, or null when a parameter set is missing. Specification: ISO/IEC 14496-15, 8.3.3.1.</summary>
    public static byte[]? Hevc(ReadOnlySpan<byte> codecData)
    {
        List<(byte Type, List<byte[]> Units)> arrays =
        [
            (32, Units(codecData, static first => ((first >> 1) & 0x3F) == 32)),
            (33, Units(codecData, static first => ((first >> 1) & 0x3F) == 33)),
            (34, Units(codecData, static first => ((first >> 1) & 0x3F) == 34)),
        ];
        if (arrays.Exists(array => array.Units.Count == 0))
        {
            return null;
        }

        var sps = AnnexB.Unescape(arrays[1].Units[0]);
        if (sps.Length < 15)
        {
            return null;
        }

        var fields = HevcSequence.Read(sps);

        // Profile, tier, level in one piece; then what is unknown: segmentation 0, parallelism 0, frame rate 0.
        List<byte> record = [1, .. sps.AsSpan(3, 12), 0xF0, 0, 0xFC, (byte)(0xFC | fields.Chroma), (byte)(0xF8 | fields.LumaDepth), (byte)(0xF8 | fields.ChromaDepth), 0, 0];
        record.Add((byte)((fields.SubLayers << 3) | (fields.Nested << 2) | 3));
        record.Add((byte)arrays.Count);
        foreach (var (type, units) in arrays)
        {
            record.AddRange([(byte)(0x80 | type), 0, (byte)units.Count]);
            Append(record, units);
        }

        return [.. record];
    }

    /// <summary>How many pictures a decoder of this H.265 stream holds to put them into order; 0 when the stream does not tell.</summary>
    public static int HevcReorder(ReadOnlySpan<byte> codecData) =>
        Units(codecData, static first => ((first >> 1) & 0x3F) == 33) is [var sps, ..] ? HevcSequence.Read(AnnexB.Unescape(sps)).Reorder : 0;

    private static List<byte[]> Units(ReadOnlySpan<byte> codecData, Func<byte, bool> wanted)
    {
        var units = new List<byte[]>();
        foreach (var range in AnnexB.Split(codecData))
        {
            var unit = codecData[range];
            if (wanted(unit[0]) && unit.Length <= ushort.MaxValue)
            {
                units.Add(unit.ToArray());
            }
        }

        return units;
    }

    private static void Append(List<byte> record, List<byte[]> units)
    {
        Span<byte> length = stackalloc byte[2];
        foreach (var unit in units)
        {
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)unit.Length);
            record.AddRange(length);
            record.AddRange(unit);
        }
    }
}
