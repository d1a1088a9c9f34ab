using System.Buffers.Binary;

namespace Headwater.Formats.MpegTs;

/// <summary>The header of a PES packet. Specification: ISO/IEC 13818-1, 2.4.3.6.</summary>
internal readonly record struct PesHeader(byte StreamId, long? PresentationTicks, long? DecodeTicks, int HeaderBytes)
{
    /// <summary>Start code, stream id and length.</summary>
    public const int PrefixBytes = 6;

    /// <summary>The packet's whole length when it states one, else null; reads <see cref="PrefixBytes"/>.</summary>
    public static int? StatedBytes(ReadOnlySpan<byte> source) =>
        BinaryPrimitives.ReadUInt16BigEndian(source[4..]) is var length and > 0 ? PrefixBytes + length : null;

    /// <summary>Reads the header of a packet that is complete; false when it is malformed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out PesHeader header)
    {
        header = default;
        if (source.Length < PrefixBytes || !source.StartsWith((ReadOnlySpan<byte>)[0, 0, 1]))
        {
            return false;
        }

        if (!HasOptionalHeader(source[3]))
        {
            header = new PesHeader(source[3], null, null, PrefixBytes);
            return true;
        }

        if (source.Length < 9 || (source[6] & 0xC0) != 0x80 || source[8] > source.Length - 9)
        {
            return false;
        }

        var fields = source.Slice(9, source[8]);
        var presentation = (source[7] & 0x80) != 0 && fields.Length >= 5 ? ReadTime(fields) : (long?)null;
        var decode = (source[7] & 0xC0) == 0xC0 && fields.Length >= 10 ? ReadTime(fields[5..]) : presentation;
        header = new PesHeader(source[3], presentation, decode, 9 + fields.Length);
        return true;
    }

    private static bool HasOptionalHeader(byte streamId) => streamId is not (0xBC or 0xBE or 0xBF or 0xF0 or 0xF1 or 0xF2 or 0xF8 or 0xFF);

    private static long ReadTime(ReadOnlySpan<byte> source) =>
        ((long)(source[0] & 0x0E) << 29) | ((long)source[1] << 22) | ((long)(source[2] & 0xFE) << 14) | ((long)source[3] << 7) | (uint)(source[4] >> 1);
}
