using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Flv;

/// <summary>Writes the head of an enhanced tag with one track: modifier, multitrack and four characters as the packet asks.</summary>
internal static class FlvEnhancedWriter
{
    /// <param name="writer">Gets the head.</param>
    /// <param name="first">The first byte without its packet type.</param>
    /// <param name="packetType">Of the packet.</param>
    /// <param name="modEx">The packet type that announces a modifier.</param>
    /// <param name="multitrack">The packet type that announces a track number.</param>
    /// <param name="fourCc">The codec.</param>
    /// <param name="packet">Gives track and nanoseconds.</param>
    public static void Write(IBufferWriter<byte> writer, byte first, byte packetType, byte modEx, byte multitrack, uint fourCc, in FlvPacket packet)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(packet.OffsetNanoseconds, 999_999u);
        var span = writer.GetSpan(16);
        var length = 1;
        var outer = packet.TrackId == 0 ? packetType : multitrack;
        span[0] = (byte)(first | (packet.OffsetNanoseconds == 0 ? outer : modEx));
        if (packet.OffsetNanoseconds != 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(span[1..], (2u << 24) | packet.OffsetNanoseconds);
            span[5] = outer;
            length = 6;
        }

        if (packet.TrackId != 0)
        {
            span[length++] = (byte)((FlvEnhancedHeader.OneTrack << 4) | packetType);
        }

        BinaryPrimitives.WriteUInt32BigEndian(span[length..], fourCc);
        length += 4;
        if (packet.TrackId != 0)
        {
            span[length++] = packet.TrackId;
        }

        writer.Advance(length);
    }
}
