using CsCheck;
using Headwater.Foundation;

namespace Headwater.Formats.Tests.Codecs;

public sealed class BitReaderTests
{
    [Fact]
    public void ReadBits_OfWhatWasWritten_IsEqual() =>
        Gen.Select(Gen.Int[0, 32], Gen.UInt).Array[0, 40].Sample(fields =>
        {
            var bytes = new byte[200];
            var writer = new BitWriter(bytes);
            foreach (var (count, value) in fields)
            {
                writer.WriteBits(value, count);
            }

            var reader = new BitReader(bytes.AsSpan(0, writer.LengthBytes));
            foreach (var (count, value) in fields)
            {
                var expected = count == 32 ? value : value & ((1u << count) - 1);
                if (reader.ReadBits(count) != expected)
                {
                    return false;
                }
            }

            return !reader.Failed && reader.PositionBits == writer.PositionBits;
        });

    [Theory]
    [InlineData("80", 0u, 0)]
    [InlineData("40", 1u, 1)]
    [InlineData("60", 2u, -1)]
    [InlineData("20", 3u, 2)]
    [InlineData("28", 4u, -2)]
    [InlineData("0000000100000000", uint.MaxValue >> 1, 1 << 30)]
    [InlineData("00000001FFFFFFFE", uint.MaxValue - 1, -int.MaxValue)]
    public void ReadExpGolomb_OfACode_IsItsNumber(string hex, uint unsigned, int signed)
    {
        var bytes = Convert.FromHexString(hex);

        Assert.Equal(unsigned, new BitReader(bytes).ReadUnsignedExpGolomb());
        Assert.Equal(signed, new BitReader(bytes).ReadSignedExpGolomb());
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("08")]
    [InlineData("0000000080000000")]
    public void ReadExpGolomb_OfNoCode_Fails(string hex)
    {
        var reader = new BitReader(Convert.FromHexString(hex));

        Assert.Equal(0u, reader.ReadUnsignedExpGolomb());
        Assert.True(reader.Failed);
    }

    [Fact]
    public void Read_PastTheEnd_GivesZerosAndFails()
    {
        var reader = new BitReader([0xFF]);

        Assert.Equal(0u, reader.ReadBits(9));
        Assert.True(reader.Failed);
        Assert.Equal(0, reader.RemainingBits);
        Assert.False(reader.ReadBit());
    }

    [Theory]
    [InlineData("8080", 0, true)]
    [InlineData("8080", 8, false)]
    [InlineData("80C0", 8, true)]
    [InlineData("800000", 0, false)]
    [InlineData("0000", 0, false)]
    public void HasMoreRbspData_KnowsTheStopBit(string hex, int consumedBits, bool expected)
    {
        var reader = new BitReader(Convert.FromHexString(hex));
        reader.SkipBits(consumedBits);

        Assert.Equal(expected, reader.HasMoreRbspData());
    }
}
