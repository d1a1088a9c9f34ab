using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Flv;

/// <summary>Writes an FLV file: the header once, then tags in decode order.</summary>
/// <remarks>Specification: FLV 10.1, E.2 to E.4.1.</remarks>
public static class FlvFileWriter
{
    private const int TagHeaderBytes = 11;

    /// <summary>Writes the file's header and the first back pointer.</summary>
    public static void WriteHeader(IBufferWriter<byte> writer, bool hasAudio, bool hasVideo)
    {
        var flags = (byte)((hasAudio ? 4 : 0) | (hasVideo ? 1 : 0));
        writer.Write<byte>([(byte)'F', (byte)'L', (byte)'V', 1, flags, 0, 0, 0, 9, 0, 0, 0, 0]);
    }

    /// <summary>Writes a tag and the back pointer to it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The body is longer than 16 MiB - 1.</exception>
    public static void WriteTag(IBufferWriter<byte> writer, FlvTagType type, uint timestampMilliseconds, ReadOnlySpan<byte> body)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, 0xFF_FFFF, nameof(body));
        var header = writer.GetSpan(TagHeaderBytes);
        BinaryPrimitives.WriteUInt32BigEndian(header, ((uint)type << 24) | (uint)body.Length);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], (timestampMilliseconds << 8) | (timestampMilliseconds >> 24));
        header[8..TagHeaderBytes].Clear();
        writer.Advance(TagHeaderBytes);
        writer.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(writer.GetSpan(4), (uint)(TagHeaderBytes + body.Length));
        writer.Advance(4);
    }
}
