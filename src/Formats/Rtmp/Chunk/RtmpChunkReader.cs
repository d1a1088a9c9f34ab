using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Rtmp;

/// <summary>Puts messages together from chunks.</summary>
/// <remarks>
/// Specification: RTMP 1.0, 5.3. A header is consumed whole, a payload as it comes, so that no chunk needs to fit a buffer.
/// Decisions fall at chunk headers only: how the bytes were split never shows.
/// </remarks>
internal sealed class RtmpChunkReader(RtmpServerLimits limits)
{
    private readonly Dictionary<uint, RtmpChunkStream> _streams = [];
    private RtmpChunkStream? _current;
    private int _chunkMissingBytes;
    private long _bufferedBytes;

    /// <summary>Longest payload of one chunk from the peer. Specification: RTMP 1.0, 5.4.1.</summary>
    public int ChunkBytes { get; set; } = 128;

    /// <summary>What was wrong after <see cref="OperationStatus.InvalidData"/>.</summary>
    public (string Clause, string What) Fault { get; private set; }

    /// <summary>Forgets the incomplete message of a chunk stream. Specification: RTMP 1.0, 5.4.2.</summary>
    public void Abort(uint chunkStreamId)
    {
        if (_streams.TryGetValue(chunkStreamId, out var stream))
        {
            _bufferedBytes -= stream.Payload.FilledBytes;
            stream.Payload.Begin(0);
            stream.InMessage = false;
        }
    }

    /// <summary>Reads up to the end of one chunk: <see cref="OperationStatus.Done"/> with the message that it completes, or with null.</summary>
    public OperationStatus Read(ref ReadOnlySequence<byte> source, out RtmpMessage? message)
    {
        message = null;
        if (_current is null && ReadHeader(ref source) is var status and not OperationStatus.Done)
        {
            return status;
        }

        var stream = _current!;
        var taken = stream.Payload.Append(ref source, _chunkMissingBytes);
        _chunkMissingBytes -= taken;
        _bufferedBytes += taken;
        if (_chunkMissingBytes > 0)
        {
            return OperationStatus.NeedMoreData;
        }

        _current = null;
        if (stream.Payload.MissingBytes == 0)
        {
            _bufferedBytes -= stream.Payload.FilledBytes;
            stream.InMessage = false;
            message = new RtmpMessage(stream.Type, stream.StreamId, stream.TimestampMilliseconds, stream.Payload.Take());
        }

        return OperationStatus.Done;
    }

    private OperationStatus ReadHeader(ref ReadOnlySequence<byte> source)
    {
        Span<byte> buffer = stackalloc byte[RtmpChunkHeader.MaximumBytes];
        var head = buffer[..(int)Math.Min(buffer.Length, source.Length)];
        source.Slice(0, head.Length).CopyTo(head);
        if (RtmpChunkHeader.Read(head, out var header, out var lengthBytes) is var status and not OperationStatus.Done)
        {
            return status;
        }

        if (!Find(header, out var stream))
        {
            return OperationStatus.InvalidData;
        }

        var extended = header.Format < 3 ? header.TimestampField == RtmpChunkHeader.ExtendedMark : stream.Extended;
        uint extension = 0;
        if (extended)
        {
            if (head.Length < lengthBytes + 4)
            {
                return OperationStatus.NeedMoreData;
            }

            extension = BinaryPrimitives.ReadUInt32BigEndian(head[lengthBytes..]);

            // Interop: some senders repeat the extended timestamp in continuing chunks, as the specification asks, and some do not.
            var absent = stream.InMessage && extension != stream.FieldMilliseconds && extension != stream.TimestampMilliseconds;
            lengthBytes += absent ? 0 : 4;
        }

        if (!stream.InMessage && !Begin(stream, header, extended, extension))
        {
            return OperationStatus.InvalidData;
        }

        _chunkMissingBytes = Math.Min(ChunkBytes, stream.Payload.MissingBytes);
        if (_bufferedBytes + _chunkMissingBytes > limits.MaximumBufferedBytes)
        {
            return Refuse("RTMP 1.0, 5.3", $"Incomplete messages hold more than {limits.MaximumBufferedBytes} bytes.");
        }

        source = source.Slice(lengthBytes);
        _current = stream;
        return OperationStatus.Done;
    }

    private bool Find(in RtmpChunkHeader header, out RtmpChunkStream stream)
    {
        if (_streams.TryGetValue(header.ChunkStreamId, out stream!))
        {
            if (stream.InMessage && header.Format != 3)
            {
                Refuse("RTMP 1.0, 5.3.1.2", $"A message begins on chunk stream {header.ChunkStreamId} inside another one.");
                return false;
            }

            return true;
        }

        // Interop: librtmp opens a chunk stream with format 1 for its first control message; it means a time since zero.
        if (header.Format > 1)
        {
            Refuse("RTMP 1.0, 5.3.1.2", $"Chunk stream {header.ChunkStreamId} begins with a format {header.Format} chunk, which has nothing to continue.");
            return false;
        }

        if (_streams.Count >= limits.MaximumChunkStreams)
        {
            Refuse("RTMP 1.0, 5.3.1.1", $"More than {limits.MaximumChunkStreams} chunk streams.");
            return false;
        }

        stream = new RtmpChunkStream();
        _streams.Add(header.ChunkStreamId, stream);
        return true;
    }

    private bool Begin(RtmpChunkStream stream, in RtmpChunkHeader header, bool extended, uint extension)
    {
        var lengthBytes = header.Format < 2 ? header.MessageLengthBytes : stream.MessageLengthBytes;
        if (lengthBytes > limits.MaximumMessageBytes)
        {
            Refuse("RTMP 1.0, 5.3.1.2", $"A message claims {lengthBytes} bytes; at most {limits.MaximumMessageBytes} are taken.");
            return false;
        }

        var field = extended ? extension : header.Format < 3 ? header.TimestampField : stream.FieldMilliseconds;
        stream.TimestampMilliseconds = header.Format == 0 ? field : unchecked(stream.TimestampMilliseconds + field);
        stream.FieldMilliseconds = field;
        stream.Extended = extended;
        stream.MessageLengthBytes = lengthBytes;
        stream.Type = header.Format < 2 ? header.Type : stream.Type;
        stream.StreamId = header.Format == 0 ? header.StreamId : stream.StreamId;
        stream.Payload.Begin(lengthBytes);
        stream.InMessage = true;
        return true;
    }

    private OperationStatus Refuse(string clause, string what)
    {
        Fault = (clause, what);
        return OperationStatus.InvalidData;
    }
}
