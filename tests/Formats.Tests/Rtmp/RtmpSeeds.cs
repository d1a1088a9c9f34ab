using System.Buffers.Binary;
using Headwater.Formats.Amf;
using Headwater.Formats.Rtmp;

namespace Headwater.Formats.Tests.Rtmp;

/// <summary>Whole sessions by name: the case table of sessions and the seeds of the fuzz test.</summary>
internal static class RtmpSeeds
{
    /// <summary>A session that uses nearly everything, in few bytes.</summary>
    public static byte[] Everything(int digestBlock)
    {
        var client = new RtmpTestClient().Publisher(digestBlock);
        client.Control(RtmpMessageType.WindowAcknowledgementSize, 0, 0, 0x08, 0);
        client.Control(RtmpMessageType.SetPeerBandwidth, 0, 0, 0x10, 0, 1);
        client.Control(RtmpMessageType.UserControl, 0, 6, 1, 2, 3, 4);
        client.Control(RtmpMessageType.Acknowledgement, 0, 0, 0x12, 0x34);
        client.Message(4, RtmpMessageType.DataAmf0, 1, 0, RtmpTestClient.Bytes(40));
        client.Message(4, RtmpMessageType.Audio, 1, 0x0100_0000, RtmpTestClient.Bytes(300), repeatExtension: true);
        client.Message(5, RtmpMessageType.Audio, 1, 0x0100_0001, RtmpTestClient.Bytes(300), repeatExtension: false);
        client.SetChunkSize(200);
        client.Message(70, RtmpMessageType.Video, 1, 40, RtmpTestClient.Bytes(450));
        client.Chunk(new RtmpChunkHeader { Format = 1, ChunkStreamId = 70, TimestampField = 20, MessageLengthBytes = 7, Type = RtmpMessageType.Video }, null, RtmpTestClient.Bytes(7));
        client.Chunk(new RtmpChunkHeader { Format = 2, ChunkStreamId = 70, TimestampField = 30 }, null, RtmpTestClient.Bytes(7, 2));
        client.Chunk(new RtmpChunkHeader { Format = 3, ChunkStreamId = 70 }, null, RtmpTestClient.Bytes(7, 3));
        client.Message(65_000, RtmpMessageType.Aggregate, 1, 1000, Aggregate((8, 50, [1, 2]), (9, 60, [3]), (18, 70, [])));
        client.Message(8, (RtmpMessageType)19, 1, 0, RtmpTestClient.Bytes(3));
        client.Message(3, RtmpMessageType.CommandAmf3, 0, 0, [0, .. RtmpTestClient.Payload("_checkbw", 9, AmfNull.Instance)]);
        return client
            .Command(0, "FCUnpublish", 6, AmfNull.Instance, new AmfString("primary"))
            .Command(0, "deleteStream", 7, AmfNull.Instance, new AmfNumber(1))
            .ToArray();
    }

    public static byte[] Aggregate(params (byte Type, uint Timestamp, byte[] Body)[] parts)
    {
        var bytes = new List<byte>();
        foreach (var (type, timestamp, body) in parts)
        {
            var header = new byte[11];
            BinaryPrimitives.WriteUInt32BigEndian(header, ((uint)type << 24) | (uint)body.Length);
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), (timestamp << 8) | (timestamp >> 24));
            var backPointer = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(backPointer, header.Length + body.Length);
            bytes.AddRange([.. header, .. body, .. backPointer]);
        }

        return [.. bytes];
    }

    public static IEnumerable<(string Name, byte[] Bytes)> All()
    {
        yield return ("plain", Everything(0));
        yield return ("digest-scheme-1", Everything(RtmpDigest.Scheme1Block));
        yield return ("digest-scheme-2", Everything(RtmpDigest.Scheme2Block));
        yield return ("enhanced-connect", new RtmpTestClient().Handshake()
            .Connect("live", "rtmp://host/live", new AmfMember("fourCcList", new AmfStrictArray([new AmfString("hvc1")])), new AmfMember("capsEx", new AmfNumber(15)), new AmfMember("objectEncoding", new AmfNumber(3)))
            .CreateStream().Publish("primary?token=1").Message(4, RtmpMessageType.DataAmf3, 1, 0, [0, 2, 0, 1, 65, 17, 10, 11, 1, 3, 97, 4, 5, 1]).ToArray());
        yield return ("refusals", new RtmpTestClient().Handshake().Connect().Connect()
            .Publish("early").Command(0, "nonsense", 8).CreateStream().Publish("").Command(1, "play", 9, AmfNull.Instance, new AmfString("x"))
            .Message(4, RtmpMessageType.Video, 1, 0, RtmpTestClient.Bytes(5)).ToArray());
    }
}
