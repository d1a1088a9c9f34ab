using System.Buffers;
using System.Buffers.Binary;
using CsCheck;
using Headwater.Foundation;
using Headwater.Formats.Mp4;

namespace Headwater.Formats.Tests.Mp4;

public sealed class CmafChunkTests
{
    private static readonly Gen<(int Duration, int Offset, bool Sync, int Length)[]> Shapes =
        Gen.Select(Gen.OneOf(Gen.Const(3_000), Gen.Int[0, 100_000]), Gen.OneOf(Gen.Const(0), Gen.Int[-50_000, 100_000]), Gen.Bool, Gen.Int[0, 40]).Array[1, 20];

    [Fact]
    public void Chunk_Written_IsReadEqual() =>
        Gen.Select(Gen.Long[0, 1L << 60], Shapes, Gen.UInt, Gen.Int[1, int.MaxValue], Gen.Bool.Select(b => b ? TrackKind.Video : TrackKind.Audio))
            .Sample((start, shapes, sequence, trackId, kind) =>
            {
                var (samples, end) = Build(start, shapes, kind);
                var buffer = new ArrayBufferWriter<byte>();
                var length = CmafChunk.Write(buffer, sequence, trackId, kind, samples, end);

                var status = CmafChunkReader.Read(buffer.WrittenSpan, out var chunk);

                var i = 0;
                foreach (var read in chunk)
                {
                    var sample = samples[i];
                    var next = i + 1 < samples.Count ? samples[i + 1].DecodeTicks : end;
                    if ((read.DecodeTicks, read.PresentationTicks, read.RandomAccess, read.TrackId) != (sample.DecodeTicks, sample.PresentationTicks, sample.RandomAccess, (uint)trackId)
                        || read.DurationTicks != next - sample.DecodeTicks
                        || !chunk.PayloadOf(read).SequenceEqual(sample.Payload.Span))
                    {
                        return false;
                    }

                    i++;
                }

                return status == OperationStatus.Done
                    && i == samples.Count && length == buffer.WrittenCount && chunk.LengthBytes == length
                    && chunk.SequenceNumber == sequence && chunk.SampleCount == i
                    && chunk.DecodeTicks == start && chunk.DurationTicks == end - start
                    && chunk.PresentationTicks == samples.Min(s => s.PresentationTicks)
                    && chunk.RandomAccess == samples[0].RandomAccess;
            });

    [Fact]
    public void Chunk_EveryPrefix_AsksForMore()
    {
        var bytes = Chunk([(3_000, 0, true, 10), (3_000, 0, false, 5)]);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, CmafChunkReader.Read(bytes.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void IFrameLength_IsUpToTheEndOfAnIdr()
    {
        var bytes = Chunk([(3_000, 0, true, 10), (3_000, 0, false, 5)]);
        Assert.Equal(OperationStatus.Done, CmafChunkReader.Read(bytes, out var key));
        Assert.Equal(bytes.Length - 5, key.IFrameLengthBytes);

        bytes = Chunk([(3_000, 0, false, 10), (3_000, 0, false, 5)]);
        Assert.Equal(OperationStatus.Done, CmafChunkReader.Read(bytes, out var other));
        Assert.Equal(0, other.IFrameLengthBytes);
    }

    [Fact]
    public void Chunk_BehindOtherBoxes_IsFound()
    {
        var buffer = new ArrayBufferWriter<byte>();
        SegmentType.Write(buffer, SegmentKind.Segment);
        var before = buffer.WrittenCount;
        buffer.Write(Chunk([(3_000, 0, true, 10)]));
        var end = buffer.WrittenCount;
        buffer.Write(Chunk([(3_000, 0, true, 10)]));

        Assert.Equal(OperationStatus.Done, CmafChunkReader.Read(buffer.WrittenSpan, out var chunk));

        Assert.Equal((before, end, end - before), (chunk.MoofOffset, chunk.LengthBytes, chunk.IFrameLengthBytes));
    }

    [Fact]
    public void WriteAndRead_OfManySamples_AllocateNothing()
    {
        var (samples, end) = Build(0, [.. Enumerable.Range(0, 500).Select(i => (3_000 + (i & 1), i % 3 * 3_000, i == 0, 100 + i))], TrackKind.Video);
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        WriteAndRead(buffer, samples, end);

        var before = GC.GetAllocatedBytesForCurrentThread();
        WriteAndRead(buffer, samples, end);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Chunk_OfNoOrImpossibleSamples_IsTheCallersFault()
    {
        var buffer = new ArrayBufferWriter<byte>();

        Assert.Throws<ArgumentException>(() => CmafChunk.Write(buffer, 1, 1, TrackKind.Video, [], 0));
        Assert.Throws<ArgumentException>(() => CmafChunk.Write(buffer, 1, 1, TrackKind.Video, [Sample(-1, 0, true, 1)], 0));
        Assert.Throws<ArgumentException>(() => CmafChunk.Write(buffer, 1, 1, TrackKind.Video, [Sample(10, 10, true, 1)], 9));
        Assert.Throws<ArgumentException>(() => CmafChunk.Write(buffer, 1, 1, TrackKind.Video, [Sample(0, 0, true, 1)], 1L << 32));
        Assert.Throws<ArgumentException>(() => CmafChunk.Write(buffer, 1, 1, TrackKind.Video, [Sample(0, 1L << 31, true, 1)], 1));
        Assert.Equal(0, buffer.WrittenCount);
    }

    [Fact]
    public void Reader_OfTwoTracksInOneFragment_ReadsTheOneAskedFor()
    {
        var moof = new BoxWriter();
        var box = moof.Begin(BoxTypes.Moof);
        Traf(moof, 1, 100, dataOffset: 200, [3, 4]);
        Traf(moof, 2, 700, dataOffset: 207, [5]);
        moof.End(box);
        var bytes = WithPayload(moof, 200, 20);

        Assert.Equal(OperationStatus.Done, CmafChunkReader.Read(bytes, out var first));
        Assert.Equal(OperationStatus.Done, CmafChunkReader.Read(bytes, out var second, trackId: 2));
        Assert.Equal(OperationStatus.Done, CmafChunkReader.Read(bytes, out var none, trackId: 9));

        Assert.Equal("100+10@200:3 110+10@203:4", List(first));
        Assert.Equal("700+10@207:5", List(second));
        Assert.Equal("", List(none));
    }

    [Fact]
    public void Reader_OfSeveralRunsWithoutOffsets_GoesOnWhereTheLastEnded()
    {
        var moof = new BoxWriter();
        var box = moof.Begin(BoxTypes.Moof);
        var traf = moof.Begin(BoxTypes.Traf);
        Tfhd(moof, 1, flags: 0x02_0008, 10);
        Tfdt(moof, 50);
        Trun(moof, 0x201, [2], dataOffset: 150);
        Trun(moof, 0x200, [3, 4]);
        moof.End(traf);
        moof.End(box);

        Assert.Equal(OperationStatus.Done, CmafChunkReader.Read(WithPayload(moof, 150, 9), out var chunk));
        Assert.Equal("50+10@150:2 60+10@152:3 70+10@155:4", List(chunk));
    }

    [Fact]
    public void Reader_OfTrackFragmentsWithoutABase_CountsFromTheDataBefore()
    {
        var moof = new BoxWriter();
        var box = moof.Begin(BoxTypes.Moof);
        foreach (var (track, offset) in new[] { (1u, 160u), (2u, 0u) })
        {
            var traf = moof.Begin(BoxTypes.Traf);
            Tfhd(moof, track, flags: 0x08, 10);
            Tfdt(moof, 0);
            Trun(moof, 0x201, [4], offset);
            moof.End(traf);
        }

        moof.End(box);

        Assert.Equal(OperationStatus.Done, CmafChunkReader.Read(WithPayload(moof, 160, 8), out var chunk, trackId: 2));
        Assert.Equal("0+10@164:4", List(chunk));
    }

    [Fact]
    public void Reader_WithAnAbsoluteBase_TakesItToBeTheFragment()
    {
        var moof = new BoxWriter();
        var box = moof.Begin(BoxTypes.Moof);
        var traf = moof.Begin(BoxTypes.Traf);
        var tfhd = moof.BeginFull(BoxTypes.Tfhd, flags: 0x09);
        moof.UInt32(1);
        moof.UInt64(123_456_789);
        moof.UInt32(10);
        moof.End(tfhd);
        Tfdt(moof, 5);
        Trun(moof, 0x201, [4], 150);
        moof.End(traf);
        moof.End(box);

        Assert.Equal(OperationStatus.Done, CmafChunkReader.Read(WithPayload(moof, 150, 8), out var chunk));
        Assert.Equal("5+10@150:4", List(chunk));
    }

    [Fact]
    public void Reader_WithNothingSaid_UsesTheHeadersDefaults()
    {
        var moof = new BoxWriter();
        var box = moof.Begin(BoxTypes.Moof);
        var traf = moof.Begin(BoxTypes.Traf);
        Tfhd(moof, 1, flags: 0x02_0000);
        Tfdt(moof, 5);
        Trun(moof, 0x000, [0, 0]);
        moof.End(traf);
        moof.End(box);
        var bytes = WithPayload(moof, 120, 8);

        Assert.Equal(OperationStatus.Done, CmafChunkReader.Read(bytes, out var chunk, defaults: new(20, 3, 0x0001_0000)));
        Assert.Equal("5+20@120:3 25+20@123:3", List(chunk));
        Assert.False(chunk.RandomAccess);
        Assert.Equal(OperationStatus.InvalidData, CmafChunkReader.Read(bytes, out _));
    }

    [Theory]
    [InlineData(150, 9)]
    [InlineData(158, 1)]
    [InlineData(0x7FFFFFFF, 1)]
    [InlineData(uint.MaxValue, 1)]
    public void Reader_OfASampleOutsideTheBytes_Refuses(uint dataOffset, uint size)
    {
        var moof = new BoxWriter();
        var box = moof.Begin(BoxTypes.Moof);
        Traf(moof, 1, 0, dataOffset, [size]);
        moof.End(box);

        Assert.Equal(OperationStatus.InvalidData, CmafChunkReader.Read(WithPayload(moof, 150, 8), out _));
    }

    [Fact]
    public void Reader_OfMoreSamplesThanTheRunHolds_Refuses()
    {
        var bytes = Chunk([(1, 0, true, 10), (2, 0, false, 5)]);
        var trun = bytes.AsSpan().IndexOf("trun"u8);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(trun + 8), uint.MaxValue);

        Assert.Equal(OperationStatus.InvalidData, CmafChunkReader.Read(bytes, out _));
    }

    [Fact]
    public void Reader_OfTwoMoofsBeforeTheData_Refuses()
    {
        var moof = new BoxWriter();
        moof.End(moof.Begin(BoxTypes.Moof));
        moof.End(moof.Begin(BoxTypes.Moof));

        Assert.Equal(OperationStatus.InvalidData, CmafChunkReader.Read(WithPayload(moof, 24, 0), out _));
    }

    private static void WriteAndRead(ArrayBufferWriter<byte> buffer, List<MediaSample> samples, long end)
    {
        buffer.ResetWrittenCount();
        CmafChunk.Write(buffer, 1, 1, TrackKind.Video, samples, end);
        CmafChunkReader.Read(buffer.WrittenSpan, out var chunk);
        var bytes = 0;
        foreach (var sample in chunk)
        {
            bytes += sample.Length;
        }

        Assert.True(bytes > samples.Count && chunk.SampleCount == samples.Count);
    }

    private static string List(CmafChunkReader chunk)
    {
        List<string> found = [];
        foreach (var sample in chunk)
        {
            found.Add($"{sample.DecodeTicks}+{sample.DurationTicks}@{sample.Offset}:{sample.Length}");
        }

        return string.Join(' ', found);
    }

    private static void Traf(BoxWriter writer, uint track, uint decode, uint dataOffset, uint[] sizes)
    {
        var traf = writer.Begin(BoxTypes.Traf);
        Tfhd(writer, track, flags: 0x02_0008, 10);
        Tfdt(writer, decode);
        writer.End(writer.BeginFull(BoxTypes.Saio));
        Trun(writer, 0x201, sizes, dataOffset);
        writer.End(traf);
    }

    private static void Tfhd(BoxWriter writer, uint track, uint flags, params uint[] fields)
    {
        var box = writer.BeginFull(BoxTypes.Tfhd, flags: flags);
        writer.UInt32(track);
        foreach (var field in fields)
        {
            writer.UInt32(field);
        }

        writer.End(box);
    }

    private static void Tfdt(BoxWriter writer, uint decode)
    {
        var box = writer.BeginFull(BoxTypes.Tfdt);
        writer.UInt32(decode);
        writer.End(box);
    }

    private static void Trun(BoxWriter writer, uint flags, uint[] sizes, uint dataOffset = 0)
    {
        var box = writer.BeginFull(BoxTypes.Trun, flags: flags);
        writer.UInt32((uint)sizes.Length);
        if ((flags & 1) != 0)
        {
            writer.UInt32(dataOffset);
        }

        for (var i = 0; (flags & 0x200) != 0 && i < sizes.Length; i++)
        {
            writer.UInt32(sizes[i]);
        }

        writer.End(box);
    }

    /// <summary>The boxes, filled up so that the content of an mdat of that length begins at the offset.</summary>
    private static byte[] WithPayload(BoxWriter writer, int offset, int length)
    {
        var buffer = new ArrayBufferWriter<byte>();
        writer.CopyTo(buffer);
        var fill = offset - 8 - buffer.WrittenCount;
        var tail = new BoxWriter();
        if (fill > 0)
        {
            var free = tail.Begin(BoxTypes.Free);
            tail.Zeros(fill - 8);
            tail.End(free);
        }

        var mdat = tail.Begin(BoxTypes.Mdat);
        tail.Zeros(length);
        tail.End(mdat);
        tail.CopyTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Chunk((int Duration, int Offset, bool Sync, int Length)[] shapes)
    {
        var (samples, end) = Build(1_000, shapes, TrackKind.Video);
        var buffer = new ArrayBufferWriter<byte>();
        CmafChunk.Write(buffer, 1, 1, TrackKind.Video, samples, end);
        return buffer.WrittenSpan.ToArray();
    }

    private static MediaSample Sample(long decode, long presentation, bool sync, int length) => new()
    {
        Track = 0,
        DecodeTicks = decode,
        PresentationTicks = presentation,
        RandomAccess = sync,
        Payload = new byte[length],
    };

    private static (List<MediaSample> Samples, long End) Build(long start, (int Duration, int Offset, bool Sync, int Length)[] shapes, TrackKind kind)
    {
        List<MediaSample> samples = [];
        foreach (var (duration, offset, sync, length) in shapes)
        {
            var payload = new byte[length];
            new Random(length).NextBytes(payload);
            samples.Add(Sample(start, start + offset, sync || kind != TrackKind.Video, length) with { Payload = payload });
            start += duration;
        }

        return (samples, start);
    }
}
