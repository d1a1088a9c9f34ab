using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Rtmp;

/// <summary>The sender gives up the incomplete message of a chunk stream.</summary>
/// <remarks>Specification: RTMP 1.0, 5.4.2.</remarks>
/// <param name="ChunkStreamId">Whose message.</param>
internal readonly record struct AbortMessage(uint ChunkStreamId)
{
    public const int LengthBytes = 4;

    /// <summary>Reads a whole payload; bytes behind it are not looked at.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out AbortMessage message)
    {
        message = default;
        if (source.Length < LengthBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        message = new(BinaryPrimitives.ReadUInt32BigEndian(source));
        return OperationStatus.Done;
    }

    /// <summary>Writes the payload.</summary>
    public void Write(IBufferWriter<byte> writer)
    {
        BinaryPrimitives.WriteUInt32BigEndian(writer.GetSpan(LengthBytes), ChunkStreamId);
        writer.Advance(LengthBytes);
    }
}
