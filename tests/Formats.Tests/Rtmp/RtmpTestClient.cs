using System.Buffers;
using System.Buffers.Binary;
using Headwater.Formats.Amf;
using Headwater.Formats.Rtmp;

namespace Headwater.Formats.Tests.Rtmp;

/// <summary>Builds the bytes that a publisher sends.</summary>
internal sealed class RtmpTestClient
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public int ChunkBytes { get; set; } = 128;

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public static byte[] Hello(int digestBlock)
    {
        var hello = new byte[RtmpDigest.PartBytes];
        for (var index = 8; index < hello.Length; index++)
        {
            hello[index] = (byte)((index * 7) + 3);
        }

        if (digestBlock != 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hello.AsSpan(4), 0x0900_7C02);
            RtmpDigest.Sign(hello, digestBlock, RtmpDigest.ClientName);
        }

        return hello;
    }

    public RtmpTestClient Raw(params byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public RtmpTestClient Handshake(int digestBlock = 0) => Raw(3).Raw(Hello(digestBlock)).Raw(new byte[RtmpDigest.PartBytes]);

    public RtmpTestClient Chunk(RtmpChunkHeader header, uint? extension, ReadOnlySpan<byte> payload)
    {
        header.Write(_bytes);
        if (extension is { } value)
        {
            BinaryPrimitives.WriteUInt32BigEndian(_bytes.GetSpan(4), value);
            _bytes.Advance(4);
        }

        _bytes.Write(payload);
        return this;
    }

    /// <summary>A whole message with a full header, cut into chunks.</summary>
    public RtmpTestClient Message(uint chunkStreamId, RtmpMessageType type, uint streamId, uint timestamp, ReadOnlySpan<byte> payload, bool repeatExtension = true)
    {
        uint? extension = timestamp >= RtmpChunkHeader.ExtendedMark ? timestamp : null;
        var header = new RtmpChunkHeader
        {
            Format = 0,
            ChunkStreamId = chunkStreamId,
            TimestampField = Math.Min(timestamp, RtmpChunkHeader.ExtendedMark),
            MessageLengthBytes = payload.Length,
            Type = type,
            StreamId = streamId,
        };
        Chunk(header, extension, payload[..Math.Min(ChunkBytes, payload.Length)]);
        for (var offset = ChunkBytes; offset < payload.Length; offset += ChunkBytes)
        {
            Chunk(
                new RtmpChunkHeader { Format = 3, ChunkStreamId = chunkStreamId },
                repeatExtension ? extension : null,
                payload.Slice(offset, Math.Min(ChunkBytes, payload.Length - offset)));
        }

        return this;
    }

    public RtmpTestClient Control(RtmpMessageType type, params byte[] payload) => Message(2, type, 0, 0, payload);

    public RtmpTestClient SetChunkSize(int chunkBytes)
    {
        var payload = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(payload, chunkBytes);
        Control(RtmpMessageType.SetChunkSize, payload);
        ChunkBytes = chunkBytes;
        return this;
    }

    public RtmpTestClient Command(uint streamId, string name, double transaction, params AmfValue[] arguments) =>
        Message(3, RtmpMessageType.CommandAmf0, streamId, 0, Payload(name, transaction, arguments));

    public static byte[] Payload(string name, double transaction, params AmfValue[] arguments)
    {
        var writer = new ArrayBufferWriter<byte>();
        new CommandMessage(name, transaction, [.. arguments]).Write(writer);
        return writer.WrittenSpan.ToArray();
    }

    public RtmpTestClient Connect(string app = "live", string url = "rtmp://host/live", params AmfMember[] more) =>
        Command(0, "connect", 1, new AmfObject([new("app", new AmfString(app)), new("flashVer", new AmfString("test")), new("tcUrl", new AmfString(url)), .. more]));

    public RtmpTestClient CreateStream(double transaction = 4) => Command(0, "createStream", transaction, AmfNull.Instance);

    public RtmpTestClient Publish(string name = "primary", uint streamId = 1) =>
        Command(streamId, "publish", 5, AmfNull.Instance, new AmfString(name), new AmfString("live"));

    /// <summary>Handshake to an accepted publish command, as encoders do it.</summary>
    public RtmpTestClient Publisher(int digestBlock = 0) => Handshake(digestBlock)
        .Connect()
        .Command(0, "releaseStream", 2, AmfNull.Instance, new AmfString("primary"))
        .Command(0, "FCPublish", 3, AmfNull.Instance, new AmfString("primary"))
        .CreateStream()
        .Publish();

    public static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        for (var index = 0; index < length; index++)
        {
            bytes[index] = (byte)((index * 31) + seed);
        }

        return bytes;
    }
}
