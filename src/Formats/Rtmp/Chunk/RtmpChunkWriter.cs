using System.Buffers;

namespace Headwater.Formats.Rtmp;

/// <summary>Cuts messages into chunks; every message has a full header and time zero, as answers need no more.</summary>
/// <remarks>Specification: RTMP 1.0, 5.3.</remarks>
internal sealed class RtmpChunkWriter
{
    /// <summary>Longest payload of one chunk; 128 until the peer was told otherwise.</summary>
    public int ChunkBytes { get; set; } = 128;

    public void Write(IBufferWriter<byte> writer, uint chunkStreamId, RtmpMessageType type, uint streamId, ReadOnlySpan<byte> payload)
    {
        new RtmpChunkHeader { Format = 0, ChunkStreamId = chunkStreamId, MessageLengthBytes = payload.Length, Type = type, StreamId = streamId }.Write(writer);
        while (payload.Length > ChunkBytes)
        {
            writer.Write(payload[..ChunkBytes]);
            payload = payload[ChunkBytes..];
            new RtmpChunkHeader { Format = 3, ChunkStreamId = chunkStreamId }.Write(writer);
        }

        writer.Write(payload);
    }
}
