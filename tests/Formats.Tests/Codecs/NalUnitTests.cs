using System.Buffers;
using CsCheck;
using Headwater.Formats.Codecs;

namespace Headwater.Formats.Tests.Codecs;

public sealed class NalUnitTests
{
    [Theory]
    [InlineData("0000000165AABB", "65AABB")]
    [InlineData("00000165AA000001419B", "65AA 419B")]
    [InlineData("00000165AA00000001419B0000", "65AA 419B")]
    [InlineData("FFFF00000165", "65")]
    [InlineData("000001000001000001", "")]
    [InlineData("65AABB", "")]
    [InlineData("", "")]
    [InlineData("0000016500000301", "6500000301")]
    public void AnnexB_IsSplitAtStartCodes(string stream, string units) =>
        Assert.Equal(units, Join(NalUnitEnumerator.AnnexB(Convert.FromHexString(stream)), out _));

    [Theory]
    [InlineData("0000000265AA00000001FF", 4, "65AA FF", false)]
    [InlineData("00000265AA000001FF", 3, "65AA FF", false)]
    [InlineData("000265AA0001FF", 2, "65AA FF", false)]
    [InlineData("0265AA01FF", 1, "65AA FF", false)]
    [InlineData("0000000000000001FF", 4, "FF", false)]
    [InlineData("0000000265AA000000", 4, "65AA", true)]
    [InlineData("0000000265AA00000005FF", 4, "65AA", true)]
    [InlineData("FFFFFFFF65", 4, "", true)]
    public void LengthPrefixed_IsSplitAtLengths(string sample, int lengthSize, string units, bool malformed)
    {
        Assert.Equal(units, Join(NalUnitEnumerator.LengthPrefixed(Convert.FromHexString(sample), lengthSize), out var stopped));
        Assert.Equal(malformed, stopped);
    }

    [Fact]
    public void NalStream_ThereAndBack_IsEqual() =>
        // A NAL unit neither ends in zero nor holds a start code.
        Gen.Byte[1, 255].Array[1, 20].Array[0, 8].Sample(units =>
        {
            var prefixed = new ArrayBufferWriter<byte>();
            foreach (var unit in units)
            {
                NalStream.WriteLengthPrefixedUnit(unit, prefixed);
            }

            var stream = new ArrayBufferWriter<byte>();
            var status = NalStream.WriteAnnexB(prefixed.WrittenSpan, 4, stream);
            var back = new ArrayBufferWriter<byte>();
            var count = NalStream.WriteLengthPrefixed(stream.WrittenSpan, back);

            return status == OperationStatus.Done && count == units.Length && back.WrittenSpan.SequenceEqual(prefixed.WrittenSpan);
        });

    [Fact]
    public void WriteAnnexB_OfACutSample_SaysInvalid() =>
        Assert.Equal(OperationStatus.InvalidData, NalStream.WriteAnnexB([0, 0, 0, 9, 1], 4, new ArrayBufferWriter<byte>()));

    [Theory]
    [InlineData("000000020910 0000000165", true)]
    [InlineData("0000000165", true)]
    [InlineData("000000016700000001680000000165", true)]
    [InlineData("0000000141 0000000165", false)]
    [InlineData("0000000106", false)]
    [InlineData("", false)]
    [InlineData("000000FF65", false)]
    public void H264IsIdr_LooksAtTheFirstSlice(string sample, bool expected) =>
        Assert.Equal(expected, H264.IsIdr(KnownStreams.Bytes(sample)));

    [Theory]
    [InlineData("00000002 2601", true, true)]
    [InlineData("00000002 2801", true, true)]
    [InlineData("00000002 2A01", true, false)]
    [InlineData("00000002 2001", true, false)]
    [InlineData("00000002 0201", false, false)]
    [InlineData("00000002 4001 00000002 2601", true, true)]
    [InlineData("00000002 4001", false, false)]
    public void H265_KnowsRandomAccessAndIdr(string sample, bool randomAccess, bool idr)
    {
        var bytes = KnownStreams.Bytes(sample);

        Assert.Equal(randomAccess, H265.IsRandomAccess(bytes));
        Assert.Equal(idr, H265.IsIdr(NalUnitEnumerator.LengthPrefixed(bytes)));
    }

    [Theory]
    [InlineData("65888400", true, 2)]
    [InlineData("419A24", true, 0)]
    [InlineData("019E41", true, 1)]
    [InlineData("6764", false, 0)]
    [InlineData("41", false, 0)]
    [InlineData("", false, 0)]
    public void H264SliceType_IsRead(string unit, bool read, int type)
    {
        Assert.Equal(read, H264.TryReadSliceType(Convert.FromHexString(unit), out var found));
        if (read)
        {
            Assert.Equal(type, found);
        }
    }

    private static string Join(NalUnitEnumerator units, out bool malformed)
    {
        List<string> found = [];
        while (units.MoveNext())
        {
            found.Add(Convert.ToHexString(units.Current));
        }

        malformed = units.Malformed;
        return string.Join(' ', found);
    }
}
