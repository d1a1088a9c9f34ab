using System.Buffers;
using CsCheck;
using Headwater.Formats.MpegTs;
using Headwater.Foundation;

namespace Headwater.Formats.Tests.MpegTs;

public sealed class TsSegmentWriterTests
{
    private const long Wrap = 1L << 33;

    private static readonly byte[] Avc = [1, 0x64, 0, 0x1F, 0xFF, 0xE1, 0, 4, 0x67, 0x64, 0, 0x1F, 1, 0, 2, 0x68, 0xEE];

    private static readonly byte[] Hevc =
    [
        1, 1, .. new byte[19], 0xFF, 3,
        0xA0, 0, 1, 0, 3, 0x40, 1, 7, 0xA1, 0, 1, 0, 3, 0x42, 1, 8, 0xA2, 0, 1, 0, 3, 0x44, 1, 9,
    ];

    private static readonly TsProgram Everything = new(
    [
        TsTrack.ForFormat(new(TrackKind.Video, Codec.H264, 90_000, Avc))!,
        TsTrack.ForFormat(new(TrackKind.Audio, Codec.Aac, 90_000, new byte[] { 0x11, 0x90 }), "eng")!,
        TsTrack.ForFormat(new(TrackKind.Audio, Codec.Ac3, 90_000, default), "deu")!,
        TsTrack.ForId3(),
    ]);

    [Fact]
    public void Write_Program_IsMappedAsGiven()
    {
        var map = Assert.Single(TsReading.ReadAll(Write(Everything, Picture(0, 0))).OfType<TsProgramChanged>());

        Assert.Equal(0x100, map.ClockPid);
        Assert.Equal([(0x100, Codec.H264), (0x101, Codec.Aac), (0x102, Codec.Ac3), (0x103, Codec.Unknown)], map.Streams.Select(stream => (stream.Pid, stream.Codec)));
        Assert.Equal([null, "eng", "deu", null], map.Streams.Select(stream => stream.Language));
        Assert.Equal(TsStreamContent.Id3, map.Streams[3].Content);
    }

    [Fact]
    public void Write_ProgramOfSixteenTracks_SpansPacketsAndIsMappedAsGiven()
    {
        var program = new TsProgram(Enumerable.Repeat(TsTrack.ForFormat(new(TrackKind.Audio, Codec.Eac3, 90_000, default), "fra")!, 16), version: 33);
        var bytes = Write(program, Sound(15, 0, 50));
        var map = Assert.Single(TsReading.ReadAll(bytes).OfType<TsProgramChanged>());

        Assert.Equal(16, map.Streams.Count);
        Assert.Equal(1, map.Version);
        AssertCountersClose(bytes);
    }

    [Fact]
    public void Write_FirstPackets_AreTheTables()
    {
        var bytes = Write(Everything, Picture(0, 0));

        Assert.Equal([0, 0x1000], new[] { PidAt(bytes, 0), PidAt(bytes, 1) });
    }

    [Fact]
    public void Write_RandomAccessPicture_GetsDelimiterAndParameterSets()
    {
        var payload = Assert.Single(Packets(Write(Everything, Picture(0, 0)), 0x100)).Payload.ToArray();

        Assert.Equal([0, 0, 0, 1, 0x09, 0xF0, 0, 0, 0, 1, 0x67, 0x64, 0, 0x1F, 0, 0, 0, 1, 0x68, 0xEE, 0, 0, 0, 1, 0x65, 1, 2, 3], payload);
    }

    [Fact]
    public void Write_RandomAccessPictureOfH265_GetsDelimiterAndParameterSets()
    {
        var program = new TsProgram([TsTrack.ForFormat(new(TrackKind.Video, Codec.H265, 90_000, Hevc))!]);
        var payload = Assert.Single(Packets(Write(program, Picture(0, 0, payload: [0, 0, 0, 3, 0x26, 1, 5])), 0x100)).Payload.ToArray();

        Assert.Equal(
            [0, 0, 0, 1, 0x46, 1, 0x50, 0, 0, 0, 1, 0x40, 1, 7, 0, 0, 0, 1, 0x42, 1, 8, 0, 0, 0, 1, 0x44, 1, 9, 0, 0, 0, 1, 0x26, 1, 5],
            payload);
    }

    [Fact]
    public void Write_PictureWithItsOwnDelimiterAndSets_KeepsThemOnce()
    {
        byte[] sample = [0, 0, 0, 2, 0x09, 0x10, 0, 0, 0, 2, 0x67, 9, 0, 0, 0, 2, 0x68, 9, 0, 0, 0, 2, 0x65, 9];
        var payload = Assert.Single(Packets(Write(Everything, Picture(0, 0, payload: sample)), 0x100)).Payload.ToArray();

        Assert.Equal([0, 0, 0, 1, 0x09, 0x10, 0, 0, 0, 1, 0x67, 9, 0, 0, 0, 1, 0x68, 9, 0, 0, 0, 1, 0x65, 9], payload);
    }

    [Fact]
    public void Write_OtherPicture_GetsNoParameterSets()
    {
        var packet = Assert.Single(Packets(Write(Everything, Picture(0, 0) with { RandomAccess = false }), 0x100));

        Assert.False(packet.RandomAccess);
        Assert.Equal([0, 0, 0, 1, 0x09, 0xF0, 0, 0, 0, 1, 0x65, 1, 2, 3], packet.Payload.ToArray());
    }

    [Fact]
    public void Write_AacFrame_GetsAdtsHeader()
    {
        var payload = Assert.Single(Packets(Write(Everything, Sound(1, 0, 300)), 0x101)).Payload.Span;

        // ADTS without CRC, profile LC, 48 kHz, 2 channels, 307 bytes, variable rate.
        Assert.Equal([0xFF, 0xF1, 0x4C, 0x80, 0x26, 0x7F, 0xFC], payload[..7].ToArray());
        Assert.Equal(307, payload.Length);
    }

    [Fact]
    public void Write_SoundWithoutGaps_SharesPacketsOfAtMostATenthOfASecond()
    {
        var packets = Packets(Write(Everything, [.. Enumerable.Range(0, 8).Select(i => Sound(1, i * 1920, 100))]), 0x101);

        Assert.Equal([0, 4 * 1920], packets.Select(packet => packet.DecodeTicks));
        Assert.All(packets, packet => Assert.Equal(4 * 107, packet.Payload.Length));
    }

    [Fact]
    public void Write_SoundAfterAGap_StartsAPacketOfItsOwn()
    {
        var packets = Packets(Write(Everything, Sound(1, 0, 100), Sound(1, 1920, 100), Sound(1, 1920 + 1923, 100)), 0x101);

        Assert.Equal([0, 1920 + 1923], packets.Select(packet => packet.DecodeTicks));
    }

    public static TheoryData<long> Times => [0, 63_000, -5, Wrap - 1, Wrap, (Wrap * 7) + 12, 1_763_830_800L * 90_000, long.MinValue, long.MaxValue - 10];

    [Theory]
    [MemberData(nameof(Times))]
    public void Write_AnyTime_IsSentModuloThirtyThreeBits(long time)
    {
        var events = TsReading.ReadAll(Write(Everything, Picture(time, time + 7)));
        var packet = Assert.Single(events.OfType<TsPesPacket>());
        var clock = Assert.Single(events.OfType<TsClock>());

        Assert.Equal(time & (Wrap - 1), packet.DecodeTicks);
        Assert.Equal((time + 7) & (Wrap - 1), packet.PresentationTicks);
        Assert.Equal((unchecked(time - TsSegmentWriter.ClockLeadTicks) & (Wrap - 1)) * 300, clock.Ticks27MHz);
    }

    [Fact]
    public void Write_PauseWithoutPictures_KeepsTheClockComing()
    {
        var bytes = Write(Everything, Picture(0, 0), Sound(2, 90_000, 100), Picture(900_000 / 2, 450_000), Sound(2, 450_000, 40));
        var clocks = TsReading.ReadAll(bytes).OfType<TsClock>().Select(clock => clock.Ticks27MHz / 300).ToList();
        var gaps = clocks.Zip(clocks.Skip(1), (a, b) => (b - a) & (Wrap - 1)).ToList();

        Assert.All(gaps, gap => Assert.InRange(gap, 1, 9_000));
        AssertCountersClose(bytes);
    }

    [Fact]
    public void Write_SoundAhead_HasAClockBeforeIt()
    {
        var events = TsReading.ReadAll(Write(Everything, Sound(2, 1000, 100), Picture(2000, 2000)));

        Assert.True(events.FindIndex(found => found is TsClock) < events.FindIndex(found => found is TsPesPacket));
    }

    [Fact]
    public void Write_MalformedSamples_AreLeftOutAndCounted()
    {
        var output = new ArrayBufferWriter<byte>();
        var rejected = TsSegmentWriter.Write(output, Everything,
        [
            Picture(0, 0, payload: [0, 0, 0, 9, 1]), Picture(1, 1, payload: []), Picture(2, 2, payload: [0, 0, 0, 0]), Picture(3, 3, payload: [0, 0]),
            Sound(1, 3, 0), Sound(1, 3, 8192), Sound(2, 3, 1), Sound(3, 3, 70_000), Picture(4, 4),
        ]);

        Assert.Equal(8, rejected);
        Assert.Single(TsReading.ReadAll(output.WrittenSpan).OfType<TsPesPacket>());
    }

    [Fact]
    public void Write_SampleOfNoTrack_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Write(Everything, Sound(4, 0, 10)));

    [Fact]
    public void Write_PictureLongerThanSixteenBits_ComesBackWhole()
    {
        byte[] sample = [0, 2, 0, 0, .. Enumerable.Repeat((byte)0x65, 0x20000)];
        var packet = Assert.Single(Packets(Write(Everything, Picture(5, 5, payload: sample)), 0x100));

        Assert.Equal(0x20000, packet.Payload.Length - 24);
        Assert.False(packet.Damaged);
    }

    public static TheoryData<Codec, byte[], bool> Configurations => new()
    {
        { Codec.H264, Avc, true },
        { Codec.H264, Avc[..^1], false },
        { Codec.H264, [], false },
        { Codec.H265, Hevc, true },
        { Codec.H265, Hevc[..^1], false },
        { Codec.H265, Hevc[..23], false },
        { Codec.Aac, [0x12, 0x10], true },
        { Codec.Aac, [0x12], false },
        { Codec.Aac, [0x2B, 0x92, 0x08, 0x00], true }, // HE-AAC, core 22.05 kHz
        { Codec.Aac, [0xF9, 0x48, 0x00], false }, // object type 42
        { Codec.Aac, [0x17, 0x80, 0x5D, 0xC0, 0x10], true }, // 48 kHz stated as a number
        { Codec.Opus, [1, 2], false },
        { Codec.Av1, [0x81], false },
        { Codec.Mp3, [], true },
    };

    [Theory]
    [MemberData(nameof(Configurations))]
    public void ForFormat_TakesWhatATransportStreamCanCarry(Codec codec, byte[] configuration, bool carried) =>
        Assert.Equal(carried, TsTrack.ForFormat(new(TrackKind.Audio, codec, 90_000, configuration)) is not null);

    [Fact]
    public void ForFormat_AnyConfiguration_NeverThrows() => Gen.Select(Gen.Int[0, 2].Select(i => new[] { Codec.H264, Codec.H265, Codec.Aac }[i]), Gen.Byte.Array[0, 60]).Sample(
        (codec, configuration) =>
        {
            _ = TsTrack.ForFormat(new(TrackKind.Audio, codec, 90_000, configuration));
            _ = TsTrack.ForFormat(new(TrackKind.Audio, codec, 90_000, (byte[])[1, .. configuration]));
        },
        iter: 2000);

    [Fact]
    public void Write_AnySamples_ComeBackFromTheDemuxerWithClosedCounters() => Segments.Sample(
        samples =>
        {
            var bytes = Write(Everything, samples);
            var events = TsReading.ReadAll(bytes);

            AssertCountersClose(bytes);
            Assert.DoesNotContain(events, found => found is TsContinuityLost or TsPesDiscarded or TsSyncRegained);
            foreach (var track in Enumerable.Range(0, 4))
            {
                Assert.Equal(Expected(samples, track), Received(events, track));
            }
        },
        iter: 200);

    [Fact]
    public void Write_SegmentsApart_JoinWithoutABreak() => Segments.Array[2, 4].Sample(
        segments =>
        {
            var demuxer = new TsDemuxer();
            TsReading.ReadAll([.. segments.SelectMany(samples => Write(Everything, samples))], demuxer);

            Assert.Equal(0, demuxer.Counters.ContinuityErrors);
        },
        iter: 30);

    [Fact]
    public void Write_Twice_GivesTheSameBytes() => Segments.Sample(samples => Assert.Equal(Write(Everything, samples), Write(Everything, samples)), iter: 20);

    private static readonly Gen<MediaSample[]> Segments = Gen.Select(Gen.Int[0, 3], Gen.Int[2, 1000], Gen.Int[0, 4000], Gen.Bool).Array[1, 40].Select(steps =>
    {
        var time = 1000L;
        return steps.Select(step =>
        {
            time += step.Item3;
            return step.Item1 == 0
                ? Picture(time, time + (step.Item2 * 10), payload: [0, 0, (byte)(step.Item2 >> 8), (byte)step.Item2, .. Enumerable.Repeat((byte)0x41, step.Item2)]) with { RandomAccess = step.Item4 }
                : Sound(step.Item1, time, step.Item2);
        }).ToArray();
    });

    private static string Expected(MediaSample[] samples, int track) =>
        string.Join(' ', samples.Where(sample => sample.Track == track).Select(sample => track == 0
            ? $"{sample.DecodeTicks}/{sample.PresentationTicks}:{sample.Payload.Length - 4}"
            : $"{sample.Payload.Length}"));

    private static string Received(List<TsEvent> events, int track)
    {
        var packets = events.OfType<TsPesPacket>().Where(packet => packet.Pid == TsProgram.PidOf(track));
        return string.Join(' ', packets.SelectMany(packet => track switch
        {
            0 => [$"{packet.DecodeTicks}/{packet.PresentationTicks}:{ElementaryStreams.ToSample(packet.Payload, hevc: false).Length - 4}"],
            1 => ElementaryStreams.SplitAdts(packet.Payload).Select(frame => $"{frame.Length}"),
            _ => (IEnumerable<string>)[$"{packet.Payload.Length}"],
        }));
    }

    private static void AssertCountersClose(ReadOnlySpan<byte> bytes)
    {
        var payloads = new Dictionary<int, int>();
        for (var at = 0; at < bytes.Length / 188; at++)
        {
            var packet = bytes.Slice(at * 188, 188);
            if ((packet[3] & 0x10) != 0)
            {
                var count = payloads.GetValueOrDefault(PidAt(bytes, at));
                Assert.Equal(count % 16, packet[3] & 15);
                payloads[PidAt(bytes, at)] = count + 1;
            }
        }

        Assert.All(payloads, pair => Assert.Equal(0, pair.Value % 16));
    }

    private static int PidAt(ReadOnlySpan<byte> bytes, int packet) => ((bytes[(packet * 188) + 1] & 31) << 8) | bytes[(packet * 188) + 2];

    private static List<TsPesPacket> Packets(byte[] bytes, int pid) => [.. TsReading.ReadAll(bytes).OfType<TsPesPacket>().Where(packet => packet.Pid == pid)];

    private static byte[] Write(TsProgram program, params MediaSample[] samples)
    {
        var output = new ArrayBufferWriter<byte>();
        TsSegmentWriter.Write(output, program, samples);
        return output.WrittenSpan.ToArray();
    }

    private static MediaSample Picture(long decode, long presentation, byte[]? payload = null) => new()
    {
        Track = 0, DecodeTicks = decode, PresentationTicks = presentation, RandomAccess = true, Payload = payload ?? [0, 0, 0, 4, 0x65, 1, 2, 3],
    };

    private static MediaSample Sound(int track, long time, int bytes) => new()
    {
        Track = track, DecodeTicks = time, PresentationTicks = time, RandomAccess = true, Payload = Enumerable.Repeat((byte)0x55, bytes).ToArray(),
    };
}
