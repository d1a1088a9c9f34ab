using System.Buffers;
using System.Text;
using Headwater.Foundation;
using Headwater.Formats.Mp4;
using Headwater.Formats.Tests.Codecs;
using Headwater.Formats.Tests.Mp4.Support;

namespace Headwater.Formats.Tests.Mp4;

/// <summary>What we write, byte by byte and box by box, beside this file. HEADWATER_UPDATE_GOLDENS=1 writes them anew; review them like code.</summary>
public sealed class GoldenTests
{
    private static readonly Dictionary<string, Action<IBufferWriter<byte>>> Cases = new()
    {
        ["header-avc"] = w => Header(w, TrackKind.Video, Codec.H264, 90_000, KnownStreams.Bytes(KnownStreams.AvcHigh), bitsPerSecond: 1_200_000),
        ["header-hevc"] = w => Header(w, TrackKind.Video, Codec.H265, 90_000, KnownStreams.Hevc(KnownStreams.HevcMain10)),
        ["header-av1"] = w => Header(w, TrackKind.Video, Codec.Av1, 90_000, KnownStreams.Bytes(KnownStreams.Av1Hdr)),
        ["header-aac"] = w => Header(w, TrackKind.Audio, Codec.Aac, 48_000, KnownStreams.Bytes("1190"), "en-GB", 128_000),
        ["header-opus"] = w => Header(w, TrackKind.Audio, Codec.Opus, 48_000, KnownStreams.Bytes(KnownStreams.OpusSurround), "fr"),
        ["header-ac3"] = w => Header(w, TrackKind.Audio, Codec.Ac3, 48_000, KnownStreams.Bytes(KnownStreams.Ac3Surround)),
        ["header-eac3"] = w => Header(w, TrackKind.Audio, Codec.Eac3, 48_000, KnownStreams.Bytes(KnownStreams.Eac3Surround)),
        ["chunk-idr-and-reordered"] = w => Chunk(w, TrackKind.Video, (3_000, 3_000, true, 9), (3_000, 9_000, false, 5), (3_000, 3_000, false, 4), (3_003, 0, false, 4)),
        ["chunk-sync-samples-between"] = w => Chunk(w, TrackKind.Video, (3_000, 0, false, 4), (3_000, 0, true, 4), (3_000, 0, false, 4)),
        ["chunk-sync-sample-last"] = w => Chunk(w, TrackKind.Video, (3_000, 0, false, 4), (3_000, 0, true, 4)),
        ["chunk-negative-offsets"] = w => Chunk(w, TrackKind.Video, (3_000, 0, true, 4), (3_000, -3_000, false, 4)),
        ["chunk-audio"] = w => Chunk(w, TrackKind.Audio, (1_024, 0, true, 6), (1_024, 0, true, 7)),
        ["chunk-audio-equal-sizes"] = w => Chunk(w, TrackKind.Audio, (1_536, 0, true, 6), (1_536, 0, true, 6)),
        ["segment-boxes"] = SegmentBoxes,
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Written_IsTheGolden(string name)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Cases[name](buffer);
        var hex = Hex(buffer.WrittenSpan);
        var dump = BoxDump.Render(buffer.WrittenSpan);
        var path = Repository.Folder("Mp4", "Goldens", name);
        if (Environment.GetEnvironmentVariable("HEADWATER_UPDATE_GOLDENS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path + ".hex", hex);
            File.WriteAllText(path + ".txt", dump);
        }

        Assert.Equal(File.ReadAllText(path + ".txt"), dump);
        Assert.Equal(File.ReadAllText(path + ".hex"), hex);
    }

    [Theory]
    [InlineData("header-avc", "avc1", "und", 162, 90)]
    [InlineData("header-hevc", "hvc1", "und", 162, 90)]
    [InlineData("header-av1", "av01", "und", 320, 180)]
    [InlineData("header-aac", "mp4a", "en-GB", 0, 0)]
    [InlineData("header-opus", "Opus", "fra", 0, 0)]
    [InlineData("header-ac3", "ac-3", "und", 0, 0)]
    [InlineData("header-eac3", "ec-3", "und", 0, 0)]
    public void Header_ReadAndWrittenAgain_IsTheSameBytes(string name, string entry, string language, int width, int height)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Cases[name](buffer);

        Assert.Equal(OperationStatus.Done, CmafHeaderReader.Read(buffer.WrittenSpan, out var tracks, out var length));
        var track = Assert.Single(tracks);
        var again = new ArrayBufferWriter<byte>();
        Assert.Equal(OperationStatus.Done, CmafHeader.Write(again, new CmafTrack
        {
            TrackId = (int)track.TrackId,
            Format = track.Format!,
            Language = track.Language,
            BitsPerSecond = (int)track.BitsPerSecond,
        }));

        Assert.Equal((entry, language, width, height), (track.SampleEntry.ToString(), track.Language, track.Width, track.Height));
        Assert.Equal(buffer.WrittenCount, length);
        Assert.Equal(buffer.WrittenSpan.ToArray(), again.WrittenSpan.ToArray());
    }

    [Fact]
    public void Header_EveryPrefix_AsksForMore()
    {
        var buffer = new ArrayBufferWriter<byte>();
        Cases["header-avc"](buffer);
        for (var length = 0; length < buffer.WrittenCount; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, CmafHeaderReader.Read(buffer.WrittenSpan[..length], out _, out _));
        }
    }

    [Theory]
    [InlineData(Codec.H264, "", 1)]
    [InlineData(Codec.Mp3, "", 1)]
    [InlineData(Codec.Aac, "1190", 0)]
    public void Header_OfATrackThatCannotBe_IsRefusedAndNothingWritten(Codec codec, string configuration, int trackId)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var format = new TrackFormat(TrackKind.Audio, codec, 48_000, KnownStreams.Bytes(configuration));

        Assert.Equal(OperationStatus.InvalidData, CmafHeader.Write(buffer, new CmafTrack { TrackId = trackId, Format = format }));
        Assert.Equal(0, buffer.WrittenCount);
    }

    private static void Header(
        IBufferWriter<byte> writer, TrackKind kind, Codec codec, uint timescale, byte[] configuration, string language = "und", int bitsPerSecond = 0) =>
        Assert.Equal(OperationStatus.Done, CmafHeader.Write(writer, new CmafTrack
        {
            TrackId = 1,
            Format = new(kind, codec, timescale, configuration),
            Language = language,
            BitsPerSecond = bitsPerSecond,
        }));

    private static void Chunk(IBufferWriter<byte> writer, TrackKind kind, params (int Duration, int Offset, bool Sync, int Length)[] shapes)
    {
        // 2026-11-22T17:00:00Z at 90 kHz: times of a live timeline need all 64 bits.
        var decode = 161_583_012_000_000L;
        List<MediaSample> samples = [];
        foreach (var (duration, offset, sync, length) in shapes)
        {
            samples.Add(new()
            {
                Track = 0,
                DecodeTicks = decode,
                PresentationTicks = decode + offset,
                RandomAccess = sync,
                Payload = Enumerable.Repeat((byte)(0xA0 + samples.Count), length).ToArray(),
            });
            decode += duration;
        }

        CmafChunk.Write(writer, 7, 1, kind, samples, decode);
    }

    private static void SegmentBoxes(IBufferWriter<byte> writer)
    {
        SegmentType.Write(writer, SegmentKind.Segment, indexed: true);
        new SegmentIndex
        {
            ReferenceId = 1,
            Timescale = 90_000,
            EarliestPresentationTicks = 161_583_012_000_000,
            References = [new(1_000, 180_000, true), new(2_000, 180_000, false)],
        }.Write(writer);
        new ProducerReferenceTime
        {
            TrackId = 1,
            Utc = new DateTimeOffset(2026, 11, 22, 17, 0, 0, 500, TimeSpan.Zero),
            MediaTicks = 161_583_012_045_000,
            Flags = 24,
        }.Write(writer);
        new EventMessage
        {
            SchemeIdUri = "urn:scte:scte35:2013:bin",
            Value = "1",
            Timescale = 90_000,
            PresentationTicks = 161_583_012_090_000,
            DurationTicks = 2_700_000,
            Id = 42,
            Message = new byte[] { 0xFC, 0x30 },
        }.Write(writer);
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var i = 0; i < bytes.Length; i += 32)
        {
            text.Append(Convert.ToHexStringLower(bytes.Slice(i, Math.Min(32, bytes.Length - i)))).Append('\n');
        }

        return text.ToString();
    }
}
