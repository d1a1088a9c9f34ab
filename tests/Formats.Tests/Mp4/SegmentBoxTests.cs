using System.Buffers;
using CsCheck;
using Headwater.Foundation;
using Headwater.Formats.Mp4;

namespace Headwater.Formats.Tests.Mp4;

public sealed class SegmentBoxTests
{
    [Theory]
    [InlineData(SegmentKind.Chunk, false, false, "styp 24 major=cmfl minor=0 brands=cmfl,msdh\n")]
    [InlineData(SegmentKind.Fragment, true, false, "styp 28 major=cmff minor=0 brands=cmff,msdh,msix\n")]
    [InlineData(SegmentKind.Segment, true, true, "styp 32 major=cmfs minor=0 brands=cmfs,msdh,msix,lmsg\n")]
    public void SegmentType_NamesItsBrands(SegmentKind kind, bool indexed, bool last, string expected) =>
        Assert.Equal(expected, BoxDump.Render(Written(w => SegmentType.Write(w, kind, indexed, last))));

    [Fact]
    public void SegmentIndex_Written_IsReadEqual() =>
        Gen.Select(Gen.UInt, Gen.UInt[1, uint.MaxValue], Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue], References)
            .Sample((id, timescale, earliest, offset, references) =>
            {
                var index = new SegmentIndex
                {
                    ReferenceId = id,
                    Timescale = timescale,
                    EarliestPresentationTicks = earliest,
                    FirstOffsetBytes = offset,
                    References = EquatableList.Create<SegmentReference>(references),
                };
                var bytes = Written(index.Write);
                return SegmentIndex.TryRead(bytes.AsSpan(8), out var read) && read == index && Written(read.Write).AsSpan().SequenceEqual(bytes);
            });

    [Fact]
    public void SegmentIndex_ThatRefersToAnother_IsRefused()
    {
        var index = new SegmentIndex { ReferenceId = 1, Timescale = 1, EarliestPresentationTicks = 0, References = [new(5, 1, true)] };
        var bytes = Written(index.Write);
        bytes[^12] |= 0x80;

        Assert.False(SegmentIndex.TryRead(bytes.AsSpan(8), out _));
    }

    [Fact]
    public void EventMessage_Written_IsReadEqual() =>
        Gen.Select(Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 20], Gen.UInt[1, uint.MaxValue], Gen.Long[0, long.MaxValue], Gen.UInt, Gen.Byte.Array[0, 50])
            .Sample((text, timescale, ticks, number, message) =>
            {
                var sent = new EventMessage
                {
                    SchemeIdUri = "urn:" + text,
                    Value = text,
                    Timescale = timescale,
                    PresentationTicks = ticks,
                    DurationTicks = number,
                    Id = number,
                    Message = message,
                };
                var bytes = Written(sent.Write);
                return EventMessage.TryRead(bytes.AsSpan(8), out var read)
                    && (read.SchemeIdUri, read.Value, read.Timescale, read.PresentationTicks) == (sent.SchemeIdUri, text, timescale, ticks)
                    && (read.DurationTicks, read.Id) == (number, number)
                    && Written(read.Write).AsSpan().SequenceEqual(bytes);
            });

    [Fact]
    public void ProducerReferenceTime_Written_IsReadEqual() =>
        Gen.Select(Gen.UInt, Gen.DateTime[new DateTime(1900, 1, 1), new DateTime(2036, 1, 1)], Gen.Long[0, long.MaxValue], Gen.UInt[0, 24])
            .Sample((track, utc, ticks, flags) =>
            {
                var time = new ProducerReferenceTime { TrackId = track, Utc = new(utc.Ticks, TimeSpan.Zero), MediaTicks = ticks, Flags = flags };
                return ProducerReferenceTime.TryRead(Written(time.Write).AsSpan(8), out var read) && read == time;
            });

    private static Gen<SegmentReference[]> References { get; } =
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.UInt, Gen.Bool, (length, duration, sap) => new SegmentReference(length, duration, sap)).Array[0, 20];

    private static byte[] Written(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
