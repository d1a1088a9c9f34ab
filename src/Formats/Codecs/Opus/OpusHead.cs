using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Headwater.Formats.Codecs;

/// <summary>The identification header of Opus without its magic: the form a track's configuration has.</summary>
/// <remarks>Specification: RFC 7845, 5.1. In <c>dOps</c> the same fields stand in big-endian order: Encapsulation of Opus in ISO BMFF, 4.3.2.</remarks>
public sealed record OpusHead
{
    private const int CommonLength = 11;

    /// <summary>Channels of the decoded sound, 1 to 255.</summary>
    public required byte Channels { get; init; }

    /// <summary>Samples at 48 kHz that a decoder drops at the start.</summary>
    public required ushort PreSkip { get; init; }

    /// <summary>Sampling rate of what was encoded in Hz; for display only, as decoding is at 48 kHz.</summary>
    public required uint InputSampleRate { get; init; }

    /// <summary>Gain in 1/256 dB.</summary>
    public short OutputGain { get; init; }

    /// <summary>Channel mapping family; 0 is mono and stereo without a table.</summary>
    public byte MappingFamily { get; init; }

    /// <summary>Stream count, coupled count and mapping, 2 + <see cref="Channels"/> bytes; empty in family 0.</summary>
    public ReadOnlyMemory<byte> MappingTable { get; init; }

    /// <summary>Reads a header without its magic; false when the bytes are none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out OpusHead? result) => TryRead(source, bigEndian: false, out result);

    /// <summary>Reads the content of a <c>dOps</c> box; false when the bytes are none.</summary>
    public static bool TryReadBox(ReadOnlySpan<byte> source, [NotNullWhen(true)] out OpusHead? result) => TryRead(source, bigEndian: true, out result);

    /// <summary>The header without its magic.</summary>
    public byte[] ToArray() => ToArray(version: 1, bigEndian: false);

    /// <summary>The content of a <c>dOps</c> box.</summary>
    public byte[] ToBoxArray() => ToArray(version: 0, bigEndian: true);

    private static bool TryRead(ReadOnlySpan<byte> source, bool bigEndian, out OpusHead? result)
    {
        result = null;
        if (source.Length < CommonLength || (bigEndian ? source[0] != 0 : source[0] is 0 or > 15) || source[1] == 0)
        {
            return false;
        }

        var family = source[10];
        var tableLength = family == 0 ? 0 : 2 + source[1];
        if (source.Length < CommonLength + tableLength || (family == 0 && source[1] > 2))
        {
            return false;
        }

        result = new OpusHead
        {
            Channels = source[1],
            PreSkip = bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(source[2..]) : BinaryPrimitives.ReadUInt16LittleEndian(source[2..]),
            InputSampleRate = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(source[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
            OutputGain = bigEndian ? BinaryPrimitives.ReadInt16BigEndian(source[8..]) : BinaryPrimitives.ReadInt16LittleEndian(source[8..]),
            MappingFamily = family,
            MappingTable = source.Slice(CommonLength, tableLength).ToArray(),
        };
        return true;
    }

    private byte[] ToArray(byte version, bool bigEndian)
    {
        var bytes = new byte[CommonLength + MappingTable.Length];
        var span = bytes.AsSpan();
        span[0] = version;
        span[1] = Channels;
        BinaryPrimitives.WriteUInt16LittleEndian(span[2..], bigEndian ? BinaryPrimitives.ReverseEndianness(PreSkip) : PreSkip);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], bigEndian ? BinaryPrimitives.ReverseEndianness(InputSampleRate) : InputSampleRate);
        BinaryPrimitives.WriteInt16LittleEndian(span[8..], bigEndian ? BinaryPrimitives.ReverseEndianness(OutputGain) : OutputGain);
        span[10] = MappingFamily;
        MappingTable.Span.CopyTo(span[CommonLength..]);
        return bytes;
    }
}
