using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Rtmp;

/// <summary>The sender's chunks carry that much payload from now on.</summary>
/// <remarks>Specification: RTMP 1.0, 5.4.1. The first bit is zero.</remarks>
/// <param name="ChunkBytes">From 1 to 2^31 - 1.</param>
internal readonly record struct SetChunkSizeMessage(int ChunkBytes)
{
    public const int LengthBytes = 4;

    /// <summary>Reads a whole payload; bytes behind it are not looked at.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out SetChunkSizeMessage message)
    {
        message = default;
        if (source.Length < LengthBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        message = new(BinaryPrimitives.ReadInt32BigEndian(source));
        return message.ChunkBytes > 0 ? OperationStatus.Done : OperationStatus.InvalidData;
    }

    /// <summary>Writes the payload.</summary>
    public void Write(IBufferWriter<byte> writer)
    {
        BinaryPrimitives.WriteInt32BigEndian(writer.GetSpan(LengthBytes), ChunkBytes);
        writer.Advance(LengthBytes);
    }
}
