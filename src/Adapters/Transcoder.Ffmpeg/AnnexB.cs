using System.Buffers.Binary;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>NAL units between start codes, as encoders give them. Specification: ITU-T H.264, Annex B; ITU-T H.265, Annex B.</summary>
internal static class AnnexB
{
    private const int H264Delimiter = 9;
    private const int H265Delimiter = 35;

    /// <summary>Where the NAL units lie, without their start codes and trailing zero bytes.</summary>
    public static List<Range> Split(ReadOnlySpan<byte> stream)
    {
        var units = new List<Range>();
        var start = -1;
        var position = 0;
        while (position < stream.Length)
        {
            var found = stream[position..].IndexOf("\0\0\x1"u8);
            var end = found < 0 ? stream.Length : position + found;
            if (start >= 0)
            {
                var last = end;
                while (last > start && stream[last - 1] == 0)
                {
                    last--;
                }

                if (last > start)
                {
                    units.Add(start..last);
                }
            }

            start = end + 3;
            position = found < 0 ? stream.Length : start;
        }

        return units;
    }

    /// <summary>The same units, each behind its length in four bytes, without access unit delimiters and without the parameter sets that the configuration holds.</summary>
    public static byte[] ToLengthPrefixed(ReadOnlySpan<byte> stream, bool h265)
    {
        var units = Split(stream);
        var size = 0;
        var kept = new List<Range>(units.Count);
        foreach (var unit in units)
        {
            if (Keep(stream[unit][0], h265))
            {
                kept.Add(unit);
                size += 4 + stream[unit].Length;
            }
        }

        var sample = new byte[size];
        var position = 0;
        foreach (var unit in kept)
        {
            var bytes = stream[unit];
            BinaryPrimitives.WriteInt32BigEndian(sample.AsSpan(position), bytes.Length);
            bytes.CopyTo(sample.AsSpan(position + 4));
            position += 4 + bytes.Length;
        }

        return sample;
    }

    /// <summary>The unit's bytes without emulation prevention.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> unit)
    {
        var bytes = new List<byte>(unit.Length);
        var zeros = 0;
        foreach (var b in unit)
        {
            if (zeros >= 2 && b == 3)
            {
                zeros = 0;
                continue;
            }

            zeros = b == 0 ? zeros + 1 : 0;
            bytes.Add(b);
        }

        return [.. bytes];
    }

    private static bool Keep(byte first, bool h265) => h265
        ? ((first >> 1) & 0x3F) is not (H265Delimiter or 32 or 33 or 34)
        : (first & 0x1F) is not (H264Delimiter or 7 or 8);
}
