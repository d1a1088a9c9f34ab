using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Headwater.Formats.Flv;
using Headwater.Foundation;

namespace Headwater.Live.Tests.Sessions;

/// <summary>Builds the bytes that an encoder sends over RTMP; independent of the code under test but for the bodies of FLV tags.</summary>
internal sealed class Publisher
{
    public const int ChunkBytes = 65_536;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public static readonly byte[] Avc = Convert.FromHexString("0142c00dffe1001d6742c00dd901419f9fff0003000410000003001000000303c0f142a48001000568cb83cb20");
    public static readonly byte[] OtherAvc = Convert.FromHexString("0164000bffe100216764000bacd102cde224ffc0050006da808080a0000003002000000641e285224001000668ebe3cb22c0fdf8f800");
    public static readonly byte[] Aac = [0x11, 0x90];

    /// <summary>What was built since the last call.</summary>
    public byte[] Take()
    {
        var bytes = _bytes.WrittenSpan.ToArray();
        _bytes.ResetWrittenCount();
        return bytes;
    }

    public Publisher Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public Publisher Handshake() => Raw([3]).Raw(new byte[1536 * 2]);

    public Publisher Connect(string app = "live") => Message(2, 1, 0, 0, SetChunkSize(), 128)
        .Command(0, "connect", 1, [3, .. Member("app", app), .. Member("tcUrl", $"rtmp://host/{app}"), 0, 0, 9]);

    public Publisher Publish(string name = "camera") => Command(0, "createStream", 2, [5]).Command(1, "publish", 3, [5, .. Text(name), .. Text("live")]);

    /// <summary>All that leads to media.</summary>
    public Publisher Open(string name = "camera", string app = "live") => Handshake().Connect(app).Publish(name);

    public Publisher Ping() => Message(2, 4, 0, 0, [0, 6, 0, 0, 0, 1], ChunkBytes);

    public Publisher VideoConfig(byte[]? avc = null, byte track = 0) =>
        Video(0, new FlvPacket { Codec = Codec.H264, Kind = FlvPacketKind.Configuration, TrackId = track, Payload = avc ?? Avc });

    public Publisher AudioConfig() => Audio(0, new FlvPacket { Codec = Codec.Aac, Kind = FlvPacketKind.Configuration, Payload = Aac });

    public Publisher Picture(uint milliseconds, bool key, byte track = 0, int bytes = 20) => Video(
        milliseconds, new FlvPacket { Codec = Codec.H264, Kind = FlvPacketKind.Samples, KeyFrame = key, TrackId = track, Payload = Nal(key, bytes) });

    public Publisher Sound(uint milliseconds) => Audio(milliseconds, new FlvPacket { Codec = Codec.Aac, Kind = FlvPacketKind.Samples, Payload = new byte[] { 0x21, 0, 3 } });

    public Publisher Video(uint milliseconds, FlvPacket packet)
    {
        var body = new ArrayBufferWriter<byte>();
        FlvVideoTag.Write(body, packet);
        return Message(6, 9, 1, milliseconds, body.WrittenSpan, ChunkBytes);
    }

    public Publisher Audio(uint milliseconds, FlvPacket packet)
    {
        var body = new ArrayBufferWriter<byte>();
        FlvAudioTag.Write(body, packet);
        return Message(7, 8, 1, milliseconds, body.WrittenSpan, ChunkBytes);
    }

    public Publisher Command(uint stream, string name, double transaction, ReadOnlySpan<byte> arguments)
    {
        var number = new byte[9];
        BinaryPrimitives.WriteDoubleBigEndian(number.AsSpan(1), transaction);
        return Message(3, 20, stream, 0, [.. Text(name), .. number, .. arguments], ChunkBytes);
    }

    public Publisher Header(byte chunkStream, byte type, uint stream, uint milliseconds, int length)
    {
        Span<byte> header = stackalloc byte[12];
        header[0] = chunkStream;
        header[1] = (byte)(milliseconds >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)milliseconds);
        header[4] = (byte)(length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(header[5..], (ushort)length);
        header[7] = type;
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], stream);
        return Raw(header);
    }

    public Publisher Message(byte chunkStream, byte type, uint stream, uint milliseconds, ReadOnlySpan<byte> payload, int chunkBytes)
    {
        Header(chunkStream, type, stream, milliseconds, payload.Length);
        Raw(payload[..Math.Min(chunkBytes, payload.Length)]);
        for (var offset = chunkBytes; offset < payload.Length; offset += chunkBytes)
        {
            Raw([(byte)(0xC0 | chunkStream)]).Raw(payload.Slice(offset, Math.Min(chunkBytes, payload.Length - offset)));
        }

        return this;
    }

    public static byte[] Text(string text) => [2, (byte)(text.Length >> 8), (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    private static byte[] SetChunkSize()
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, ChunkBytes);
        return size;
    }

    private static byte[] Member(string name, string value) => [(byte)(name.Length >> 8), (byte)name.Length, .. Encoding.UTF8.GetBytes(name), .. Text(value)];

    private static byte[] Nal(bool key, int bytes)
    {
        var unit = new byte[bytes];
        BinaryPrimitives.WriteInt32BigEndian(unit, bytes - 4);
        unit[4] = (byte)(key ? 0x65 : 0x41);
        return unit;
    }
}
