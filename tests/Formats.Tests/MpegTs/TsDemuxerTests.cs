using System.Buffers;
using CsCheck;
using Headwater.Formats.MpegTs;
using Headwater.Foundation;

namespace Headwater.Formats.Tests.MpegTs;

public sealed class TsDemuxerTests
{
    private const int Packet = 188;

    private static readonly byte[] Segment = MakeSegment();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(188)]
    [InlineData(189)]
    [InlineData(1000)]
    public void Read_AnyPieceLength_FindsTheSame(int pieceBytes)
    {
        byte[] source = [1, 2, 0x47, 4, .. Segment, 9, 9, 9, .. Segment];

        Assert.Equal(TsReading.ReadAll(source), TsReading.ReadAll(source, pieceBytes: pieceBytes));
    }

    [Fact]
    public void Read_DamagedStreamInAnySplit_FindsTheSame() => Gen.Select(Gen.Int[0, Segment.Length - 1].Array[0, 6], Gen.Byte, Gen.Int[1, 500]).Sample(
        (places, value, pieceBytes) =>
        {
            var source = (byte[])Segment.Clone();
            foreach (var place in places)
            {
                source[place] = value;
            }

            source = [.. source[..(Segment.Length / 2)], .. source[((Segment.Length / 2) + (value % 5))..]];

            Assert.Equal(TsReading.ReadAll(source), TsReading.ReadAll(source, pieceBytes: pieceBytes));
        },
        iter: 200);

    [Fact]
    public void Read_AnyBytes_NeverThrows() => Gen.Byte.Array[188, 188].Array[0, 20].Sample(
        packets =>
        {
            var source = packets.SelectMany(packet => (byte[])[0x47, (byte)(packet[1] & 0x50), (byte)(packet[2] & 1), .. packet[3..]]).ToArray();
            TsReading.ReadAll(source);
            TsReading.ReadAll([.. Segment, .. source]);
        },
        iter: 300);

    [Fact]
    public void Read_GarbageBetweenPackets_IsSkippedAndTold()
    {
        var demuxer = new TsDemuxer();
        byte[] garbage = [.. Enumerable.Repeat((byte)0x47, 50), .. Enumerable.Repeat((byte)1, 450)];
        var events = TsReading.ReadAll([.. Segment, .. garbage, .. Segment], demuxer);

        Assert.Equal(garbage.Length, events.OfType<TsSyncRegained>().Sum(found => found.SkippedBytes) + (Packet * (demuxer.Counters.Packets - (2 * (Segment.Length / Packet)))));
        Assert.Equal(2 * Packets(Segment).Count, events.OfType<TsPesPacket>().Count());
    }

    [Fact]
    public void Read_LostPacket_IsToldAndTheAccessUnitMarked()
    {
        // Somewhere within the long picture.
        var at = FindPacket(Segment, 0x100, skip: 5) * Packet;
        var demuxer = new TsDemuxer();
        var events = TsReading.ReadAll([.. Segment[..at], .. Segment[(at + Packet)..]], demuxer);

        Assert.Equal(0x100, Assert.Single(events.OfType<TsContinuityLost>()).Pid);
        Assert.Equal(1, demuxer.Counters.ContinuityErrors);
        Assert.Equal([true, false], events.OfType<TsPesPacket>().Where(packet => packet.Pid == 0x100).Select(packet => packet.Damaged));
    }

    [Fact]
    public void Read_PacketSentTwice_IsTakenOnce()
    {
        var at = FindPacket(Segment, 0x100, skip: 5) * Packet;
        var events = TsReading.ReadAll([.. Segment[..at], .. Segment[at..(at + Packet)], .. Segment[at..]]);

        Assert.Equal(TsReading.ReadAll(Segment), events);
    }

    [Fact]
    public void Read_PacketSentThreeTimes_IsAJump()
    {
        var at = FindPacket(Segment, 0x100, skip: 5) * Packet;
        var packet = Segment[at..(at + Packet)];

        Assert.Single(TsReading.ReadAll([.. Segment[..at], .. packet, .. packet, .. packet, .. Segment[(at + Packet)..]]).OfType<TsContinuityLost>());
    }

    [Fact]
    public void Read_PacketMarkedBroken_IsCountedAndLeftOut()
    {
        var source = (byte[])Segment.Clone();
        source[(FindPacket(Segment, 0x100, skip: 5) * Packet) + 1] |= 0x80;
        var demuxer = new TsDemuxer();
        var events = TsReading.ReadAll(source, demuxer);

        Assert.Equal(1, demuxer.Counters.TransportErrors);
        Assert.Contains(events.OfType<TsPesPacket>(), packet => packet.Damaged);
    }

    [Fact]
    public void Read_AnnouncedDiscontinuity_IsNoError()
    {
        var source = (byte[])Segment.Clone();
        var at = FindPacket(Segment, 0x100, skip: 0) * Packet;
        source[at + 5] |= 0x80;
        var shifted = source.AsSpan(at..);
        var demuxer = new TsDemuxer();
        var events = TsReading.ReadAll([.. Segment, .. source[..at], .. shifted], demuxer);

        Assert.Equal(0, demuxer.Counters.ContinuityErrors);
        Assert.Contains(events.OfType<TsPesPacket>(), packet => packet.Discontinuity);
        Assert.Contains(events.OfType<TsClock>(), clock => clock.Discontinuity);
    }

    [Fact]
    public void Read_ScrambledPackets_AreCountedAndLeftOut()
    {
        var source = (byte[])Segment.Clone();
        source[(FindPacket(Segment, 0x100, skip: 5) * Packet) + 3] |= 0x80;
        var demuxer = new TsDemuxer();
        TsReading.ReadAll(source, demuxer);

        Assert.Equal(1, demuxer.Counters.ScrambledPackets);
    }

    [Fact]
    public void Read_TableWithAWrongCrc_IsCountedAndNotBelieved()
    {
        var source = (byte[])Segment.Clone();
        source[Packet + 12] ^= 1;
        var demuxer = new TsDemuxer();
        var events = TsReading.ReadAll(source, demuxer);

        // The next repetition of the map is right.
        Assert.Equal(1, demuxer.Counters.SectionErrors);
        Assert.Single(events.OfType<TsProgramChanged>());
    }

    [Fact]
    public void Read_NewMap_IsToldAndItsStreamsFollowed()
    {
        var other = new TsProgram([TsTrack.ForFormat(new(TrackKind.Audio, Codec.Ac3, 90_000, default))!], version: 1);
        var events = TsReading.ReadAll([.. Segment, .. Write(other, Sound(0, 100_000, 200)), .. Segment]);

        Assert.Equal([2, 1, 2], events.OfType<TsProgramChanged>().Select(map => map.Streams.Count));
        Assert.Equal(1, events.OfType<TsPesPacket>().Count(packet => packet.StreamId == 0xBD));
    }

    [Fact]
    public void Read_PesPacketOverTheLimit_IsDiscardedAndTold()
    {
        var demuxer = new TsDemuxer(new TsDemuxerLimits(MaxPesBytes: 2000));
        var events = TsReading.ReadAll(Segment, demuxer);

        Assert.InRange(Assert.Single(events.OfType<TsPesDiscarded>()).LengthBytes, 1800, 2000);
        Assert.Equal(1, demuxer.Counters.DiscardedPesPackets);
    }

    [Fact]
    public void Read_AllUnfinishedPacketsOverTheLimit_AreDiscardedAndTold()
    {
        var events = TsReading.ReadAll(Segment, new TsDemuxer(new TsDemuxerLimits(MaxBufferedBytes: 2000)));

        Assert.NotEmpty(events.OfType<TsPesDiscarded>());
        Assert.NotEmpty(events.OfType<TsPesPacket>());
    }

    [Fact]
    public void Read_SpliceSections_ComeWhole()
    {
        var section = SpliceSection(400);
        var source = SpliceStream(section);

        var events = TsReading.ReadAll(source);

        Assert.Equal(TsStreamContent.Scte35, Assert.Single(Assert.Single(events.OfType<TsProgramChanged>()).Streams).Content);
        Assert.Equal([section, section], events.OfType<TsSection>().Select(found => found.Payload.ToArray()));
    }

    [Fact]
    public void Read_StreamOfFfmpeg_FindsItsMapTimesAndFrames()
    {
        var folder = Directory.CreateTempSubdirectory("headwater-ts-");
        try
        {
            var clip = Clip.Make(folder.FullName, "-f lavfi -i testsrc2=s=64x36:r=25:d=1 -f lavfi -i sine=r=48000:d=1 -c:v libx264 -preset ultrafast -bf 2 -c:a aac");
            var (_, _, packets) = Clip.Run("ffprobe", $"-v error -select_streams v -show_entries packet=pts,dts -of csv=p=0 {clip.SourcePath}");

            var pictures = clip.Samples.Where(sample => sample.Track == 0).Select(sample => $"{sample.PresentationTicks},{sample.DecodeTicks}");

            Assert.Equal(packets.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim(',')), pictures);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Corpus_AndItsMutations_NeverThrowAndStayBounded()
    {
        var files = Directory.GetFiles(Hls.Golden.PathOf("MpegTs/Corpus")).Order().Select(File.ReadAllBytes).ToList();
        Assert.NotEmpty(files);
        List<byte[]> corpus = [.. files, Segment, SpliceStream(SpliceSection(400))];

        Fuzzing.Mutate(corpus, TimeSpan.FromSeconds(1), bytes =>
        {
            var demuxer = new TsDemuxer();
            var events = TsReading.ReadAll(bytes, demuxer);

            // What comes out is never more than what went in.
            Assert.True(events.OfType<TsPesPacket>().Sum(packet => (long)packet.Payload.Length) <= bytes.Length);
        });
    }

    private static byte[] SpliceSection(int bytes)
    {
        var section = new byte[bytes];
        section[0] = 0xFC;
        section[1] = (byte)(0x30 | ((bytes - 3) >> 8));
        section[2] = (byte)(bytes - 3);
        for (var i = 3; i < bytes - 4; i++)
        {
            section[i] = (byte)i;
        }

        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(section.AsSpan(bytes - 4), MpegCrc32.Compute(section.AsSpan(..^4)));
        return section;
    }

    /// <summary>A programme of one stream of sections, with two sections back to back.</summary>
    private static byte[] SpliceStream(byte[] section)
    {
        // A map that another track's takes the form of: the stream type and the CRC differ.
        var tables = Write(new TsProgram([TsTrack.ForFormat(new(TrackKind.Audio, Codec.Mp3, 90_000, default))!]), Sound(0, 0, 10));
        var map = tables.AsSpan(Packet, Packet);
        var length = 3 + (((map[6] & 15) << 8) | map[7]);
        map[5 + 12] = 0x86;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(map[(5 + length - 4)..], MpegCrc32.Compute(map.Slice(5, length - 4)));
        byte[] payload = [0, .. section, .. section];
        var stream = new List<byte>(tables[..(2 * Packet)]);
        for (var i = 0; i * 184 < payload.Length; i++)
        {
            byte[] body = [.. payload.Skip(i * 184).Take(184), .. Enumerable.Repeat((byte)0xFF, 184)];
            stream.AddRange([0x47, (byte)(i == 0 ? 0x41 : 0x01), 0x00, (byte)(0x10 | i), .. body[..184]]);
        }

        return [.. stream];
    }

    private static byte[] MakeSegment()
    {
        byte[] avc = [1, 0x64, 0, 0x1F, 0xFF, 0xE1, 0, 4, 0x67, 0x64, 0, 0x1F, 1, 0, 2, 0x68, 0xEE];
        var program = new TsProgram(
        [
            TsTrack.ForFormat(new(TrackKind.Video, Codec.H264, 90_000, avc))!,
            TsTrack.ForFormat(new(TrackKind.Audio, Codec.Aac, 90_000, new byte[] { 0x11, 0x90 }), "eng")!,
        ]);
        return Write(program, Picture(0, 2500), Sound(1, 0, 50), Sound(1, 5000, 80), Picture(7200, 100), Sound(1, 9000, 300));
    }

    private static List<TsPesPacket> Packets(byte[] source) => [.. TsReading.ReadAll(source).OfType<TsPesPacket>()];

    private static int FindPacket(byte[] source, int pid, int skip) =>
        Enumerable.Range(0, source.Length / Packet).Where(i => (((source[(i * Packet) + 1] & 31) << 8) | source[(i * Packet) + 2]) == pid).ElementAt(skip);

    private static byte[] Write(TsProgram program, params MediaSample[] samples)
    {
        var output = new ArrayBufferWriter<byte>();
        TsSegmentWriter.Write(output, program, samples);
        return output.WrittenSpan.ToArray();
    }

    private static MediaSample Picture(long time, int bytes) => new()
    {
        Track = 0, DecodeTicks = time, PresentationTicks = time, RandomAccess = true, Payload = (byte[])[0, 0, (byte)(bytes >> 8), (byte)bytes, .. Enumerable.Repeat((byte)0x65, bytes)],
    };

    private static MediaSample Sound(int track, long time, int bytes) => new()
    {
        Track = track, DecodeTicks = time, PresentationTicks = time, RandomAccess = true, Payload = Enumerable.Repeat((byte)0x55, bytes).ToArray(),
    };
}
