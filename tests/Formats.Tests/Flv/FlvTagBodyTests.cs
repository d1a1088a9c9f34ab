using System.Buffers;
using CsCheck;
using Headwater.Formats.Flv;
using Headwater.Foundation;

namespace Headwater.Formats.Tests.Flv;

public sealed class FlvTagBodyTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    /// <summary>Name → video or audio, bytes, bytes of head before the first payload byte, whether the writer makes these bytes, packets.</summary>
    private static readonly Dictionary<string, (bool Video, string Hex, int HeadBytes, bool Canonical, FlvPacket[] Packets)> Cases = new()
    {
        ["AVC configuration"] = (true, "17 00 000000 0164", 5, true, [Packet("avc1", FlvPacketKind.Configuration, "0164") with { KeyFrame = true }]),
        ["AVC key frame"] = (true, "17 01 000028 AABB", 5, true, [Packet("avc1", FlvPacketKind.Samples, "AABB") with { KeyFrame = true, CompositionOffsetMilliseconds = 40 }]),
        ["AVC frame before its time"] = (true, "27 01 FFFFD8 AA", 5, true, [Packet("avc1", FlvPacketKind.Samples, "AA") with { CompositionOffsetMilliseconds = -40 }]),
        ["AVC, smallest offset"] = (true, "27 01 800000 AA", 5, true, [Packet("avc1", FlvPacketKind.Samples, "AA") with { CompositionOffsetMilliseconds = -8_388_608 }]),
        ["AVC end"] = (true, "17 02 000000", 5, true, [Packet("avc1", FlvPacketKind.End, "") with { KeyFrame = true }]),
        ["AVC disposable"] = (true, "37 01 000000 AA", 5, false, [Packet("avc1", FlvPacketKind.Samples, "AA")]),
        ["HEVC by number"] = (true, "1C 01 000001 AA", 5, false, [Packet("hvc1", FlvPacketKind.Samples, "AA") with { KeyFrame = true, CompositionOffsetMilliseconds = 1 }]),
        ["H.263"] = (true, "12 AA", 1, false, [new FlvPacket { Codec = Codec.Unknown, Kind = FlvPacketKind.Samples, KeyFrame = true, Payload = Bytes("AA") }]),
        ["command"] = (true, "57 01", 1, false, [new FlvPacket { Codec = Codec.Unknown, Kind = FlvPacketKind.Command, Payload = Bytes("01") }]),
        ["enhanced command"] = (true, "D1 00", 1, false, [new FlvPacket { Codec = Codec.Unknown, Kind = FlvPacketKind.Command, Payload = Bytes("00") }]),
        ["HEVC configuration"] = (true, "90 68766331 01AA", 5, true, [Packet("hvc1", FlvPacketKind.Configuration, "01AA") with { KeyFrame = true }]),
        ["HEVC frame with offset"] = (true, "A1 68766331 FFFFFF AA", 8, true, [Packet("hvc1", FlvPacketKind.Samples, "AA") with { CompositionOffsetMilliseconds = -1 }]),
        ["HEVC frame without offset"] = (true, "93 68766331 AA", 5, true, [Packet("hvc1", FlvPacketKind.Samples, "AA") with { KeyFrame = true }]),
        ["HEVC end"] = (true, "92 68766331", 5, true, [Packet("hvc1", FlvPacketKind.End, "") with { KeyFrame = true }]),
        ["AV1 frame"] = (true, "91 61763031 0AAA", 5, true, [Packet("av01", FlvPacketKind.Samples, "0AAA") with { KeyFrame = true }]),
        ["AV1 frame with a temporal delimiter"] = (true, "91 61763031 1200 0AAA", 5, false, [Packet("av01", FlvPacketKind.Samples, "0AAA") with { KeyFrame = true }]),
        ["AV1 configuration"] = (true, "90 61763031 81", 5, true, [Packet("av01", FlvPacketKind.Configuration, "81") with { KeyFrame = true }]),
        ["AV1 descriptor"] = (true, "95 61763031 80", 5, true, [Packet("av01", FlvPacketKind.TransportStreamConfiguration, "80") with { KeyFrame = true }]),
        ["VP9 frame"] = (true, "91 76703039 AA", 5, true, [Packet("vp09", FlvPacketKind.Samples, "AA") with { KeyFrame = true }]),
        ["enhanced AVC"] = (true, "91 61766331 000002 AA", 8, false, [Packet("avc1", FlvPacketKind.Samples, "AA") with { KeyFrame = true, CompositionOffsetMilliseconds = 2 }]),
        ["colour metadata"] = (true, "94 68766331 020009", 5, true, [Packet("hvc1", FlvPacketKind.Metadata, "020009") with { KeyFrame = true }]),
        ["metadata, whose frame type counts not"] = (true, "D4 68766331 05", 5, false, [Packet("hvc1", FlvPacketKind.Metadata, "05")]),
        ["nanoseconds"] = (true, "97 02 0F423F 03 68766331 AA", 10, true, [Packet("hvc1", FlvPacketKind.Samples, "AA") with { KeyFrame = true, OffsetNanoseconds = 999_999 }]),
        ["unknown modifier, then nanoseconds"] = (true, "97 00 EE 17 02 000001 03 68766331 AA", 13, false, [Packet("hvc1", FlvPacketKind.Samples, "AA") with { KeyFrame = true, OffsetNanoseconds = 1 }]),
        ["modifier of 256 bytes"] = (true, $"97 FF 00FF {new string('0', 512)} 13 68766331 AA", 265, false, [Packet("hvc1", FlvPacketKind.Samples, "AA") with { KeyFrame = true }]),
        ["one track"] = (true, "96 03 68766331 07 AABB", 7, true, [Packet("hvc1", FlvPacketKind.Samples, "AABB") with { TrackId = 7, KeyFrame = true }]),
        ["one track with nanoseconds"] = (true, "97 02 000001 06 03 68766331 07 AABB", 12, true, [Packet("hvc1", FlvPacketKind.Samples, "AABB") with { TrackId = 7, KeyFrame = true, OffsetNanoseconds = 1 }]),
        ["many tracks"] = (true, "96 11 61766331 00 000005 000001 AABB 01 000003 FFFFFF", 19, false,
        [
            Packet("avc1", FlvPacketKind.Samples, "AABB") with { KeyFrame = true, CompositionOffsetMilliseconds = 1 },
            Packet("avc1", FlvPacketKind.Samples, "") with { TrackId = 1, KeyFrame = true, CompositionOffsetMilliseconds = -1 },
        ]),
        ["many tracks, many codecs"] = (true, "96 20 61766331 00 000002 0164 68766331 01 000001 01", 20, false,
        [
            Packet("avc1", FlvPacketKind.Configuration, "0164") with { KeyFrame = true },
            Packet("hvc1", FlvPacketKind.Configuration, "01") with { TrackId = 1, KeyFrame = true },
        ]),
        ["AAC configuration"] = (false, "AF 00 1210", 2, true, [Audio("mp4a", FlvPacketKind.Configuration, "1210")]),
        ["AAC frame"] = (false, "AF 01 2110", 2, true, [Audio("mp4a", FlvPacketKind.Samples, "2110")]),
        ["MP3 frame"] = (false, "2F FFFB", 1, true, [Audio(".mp3", FlvPacketKind.Samples, "FFFB")]),
        ["MP3 frame at 8 kHz"] = (false, "EE FFFB", 1, false, [Audio(".mp3", FlvPacketKind.Samples, "FFFB")]),
        ["G.711"] = (false, "7F 55", 1, false, [new FlvPacket { Codec = Codec.Unknown, Kind = FlvPacketKind.Samples, KeyFrame = true, Payload = Bytes("55") }]),
        ["Opus configuration"] = (false, "90 4F707573 4F70757348656164 0102", 13, true, [Audio("Opus", FlvPacketKind.Configuration, "0102")]),
        ["Opus configuration without magic"] = (false, "90 4F707573 0102", 5, false, [Audio("Opus", FlvPacketKind.Configuration, "0102")]),
        ["Opus packet"] = (false, "91 4F707573 FC", 5, true, [Audio("Opus", FlvPacketKind.Samples, "FC")]),
        ["AC-3 frame"] = (false, "91 61632D33 0B77", 5, true, [Audio("ac-3", FlvPacketKind.Samples, "0B77")]),
        ["E-AC-3 frame"] = (false, "91 65632D33 0B77", 5, true, [Audio("ec-3", FlvPacketKind.Samples, "0B77")]),
        ["enhanced MP3"] = (false, "91 2E6D7033 FFFB", 5, false, [Audio(".mp3", FlvPacketKind.Samples, "FFFB")]),
        ["FLAC"] = (false, "91 664C6143 FFF8", 5, true, [Audio("fLaC", FlvPacketKind.Samples, "FFF8")]),
        ["AAC end"] = (false, "92 6D703461", 5, true, [Audio("mp4a", FlvPacketKind.End, "")]),
        ["channel layout"] = (false, "94 4F707573 01 06 0000003F", 5, true, [Audio("Opus", FlvPacketKind.MultichannelConfiguration, "01060000003F")]),
        ["second audio track"] = (false, "95 01 6D703461 01 2110", 7, true, [Audio("mp4a", FlvPacketKind.Samples, "2110") with { TrackId = 1 }]),
        ["two audio tracks of two codecs"] = (false, "95 21 6D703461 00 000001 21 4F707573 01 000001 FC", 18, false,
            [Audio("mp4a", FlvPacketKind.Samples, "21"), Audio("Opus", FlvPacketKind.Samples, "FC") with { TrackId = 1 }]),
        ["audio nanoseconds"] = (false, "97 02 000005 01 6D703461 21", 10, true, [Audio("mp4a", FlvPacketKind.Samples, "21") with { OffsetNanoseconds = 5 }]),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Body_IsReadAndWrittenAsInTheTable(string name)
    {
        var (video, hex, _, canonical, packets) = Cases[name];
        var bytes = Bytes(hex);

        Assert.Equal(OperationStatus.Done, Read(video, bytes, out var found));

        Assert.Equal(packets.Select(Text), found.Select(Text));
        var writer = new ArrayBufferWriter<byte>();
        if (canonical)
        {
            Write(video, writer, Assert.Single(found));
            Assert.Equal(Convert.ToHexString(bytes.Span), Convert.ToHexString(writer.WrittenSpan));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Body_EveryPrefixOfItsHead_AsksForMore(string name)
    {
        var (video, hex, headBytes, _, packets) = Cases[name];
        var bytes = Bytes(hex);
        var magic = name == "Opus configuration" ? 5 : headBytes;

        for (var length = 1; length < magic; length++)
        {
            // A list of tracks is whole after each of them.
            var whole = packets.Length > 1 && Read(video, bytes[..length], out var some) is OperationStatus.Done && some.Count < packets.Length;
            Assert.True(whole || Read(video, bytes[..length], out _) is OperationStatus.NeedMoreData, $"{length}");
        }
    }

    [Fact]
    public void Body_OfNoBytes_IsSilenceOrNothing()
    {
        Assert.Equal(OperationStatus.Done, Read(video: true, default, out var video));
        Assert.Equal(OperationStatus.Done, Read(video: false, default, out var audio));

        Assert.Empty(video);
        Assert.Equal(FlvPacketKind.End, Assert.Single(audio).Kind);
    }

    [Theory]
    [InlineData(true, "17 03 000000")]
    [InlineData(true, "98 68766331")]
    [InlineData(true, "96 06 68766331 00")]
    [InlineData(true, "96 30 68766331 00")]
    [InlineData(true, "96 0F 68766331 00")]
    [InlineData(true, "97 01 0001 03 68766331")]
    [InlineData(false, "AF 02")]
    [InlineData(false, "93 6D703461")]
    [InlineData(false, "95 05 6D703461 00")]
    [InlineData(false, "95 31 6D703461 00")]
    public void Body_OfNoKnownKind_IsInvalid(bool video, string hex) =>
        Assert.Equal(OperationStatus.InvalidData, Read(video, Bytes(hex), out _));

    [Theory]
    [InlineData(true, "96 10 68766331")]
    [InlineData(false, "95 11 6D703461")]
    public void Body_OfMoreTracksThanNumbers_IsInvalid(bool video, string head)
    {
        byte[] body = [.. Bytes(head).Span, .. new byte[4 * 257]];

        Assert.Equal(OperationStatus.Done, Read(video, body.AsMemory(0, body.Length - 4), out var packets));
        Assert.Equal(256, packets.Count);
        Assert.Equal(OperationStatus.InvalidData, Read(video, body, out _));
    }

    [Fact]
    public void Body_OfTheOtherMedium_IsNotWritten()
    {
        var writer = new ArrayBufferWriter<byte>();

        Assert.Throws<ArgumentException>(() => FlvVideoTag.Write(writer, Audio("Opus", FlvPacketKind.Samples, "00")));
        Assert.Throws<ArgumentException>(() => FlvAudioTag.Write(writer, Packet("hvc1", FlvPacketKind.Samples, "00")));
        Assert.Throws<ArgumentException>(() => FlvVideoTag.Write(writer, Packet("hvc1", FlvPacketKind.MultichannelConfiguration, "00")));
    }

    [Fact]
    public void AnyBytes_NeverThrow() =>
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Bool, Gen.Int[0, 7]).Sample(
            static (bytes, video, packetType) =>
            {
                // Most of what is interesting has the enhanced first byte.
                byte[] body = [(byte)(0x90 | packetType), .. bytes];
                var status = Read(video, body, out var packets);
                Assert.True(status is OperationStatus.Done or OperationStatus.NeedMoreData or OperationStatus.InvalidData);
                Assert.True(status is not OperationStatus.Done || packets.Count > 0);
                Assert.True(packets.Sum(static packet => packet.Payload.Length) <= body.Length);
                Read(video, bytes, out _);
            },
            iter: 20_000,
            threads: 1);

    private static FlvPacket Packet(string fourCc, FlvPacketKind kind, string payload)
    {
        var number = fourCc.Aggregate(0u, static (sum, letter) => (sum << 8) | letter);
        return new FlvPacket { Codec = FlvFourCc.ToVideoCodec(number), FourCc = number, Kind = kind, Payload = Bytes(payload) };
    }

    private static FlvPacket Audio(string fourCc, FlvPacketKind kind, string payload)
    {
        var packet = Packet(fourCc, kind, payload);
        return packet with { Codec = FlvFourCc.ToAudioCodec(packet.FourCc), KeyFrame = true };
    }

    private static string Text(FlvPacket packet) => $"{packet with { Payload = default }} {Convert.ToHexString(packet.Payload.Span)}";

    private static OperationStatus Read(bool video, ReadOnlyMemory<byte> body, out List<FlvPacket> packets)
    {
        packets = [];
        return video ? FlvVideoTag.Read(body, packets) : FlvAudioTag.Read(body, packets);
    }

    private static void Write(bool video, IBufferWriter<byte> writer, FlvPacket packet)
    {
        if (video)
        {
            FlvVideoTag.Write(writer, packet);
        }
        else
        {
            FlvAudioTag.Write(writer, packet);
        }
    }

    private static ReadOnlyMemory<byte> Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", ""));
}
