using System.Buffers;
using Headwater.Formats.Mp4;
using Headwater.Formats.Tests.Codecs;

namespace Headwater.Formats.Tests.Mp4;

public sealed class BoxTests
{
    [Theory]
    [InlineData("0000000866726565", "free", 8, 8)]
    [InlineData("000000006d646174", "mdat", 8, 0)]
    [InlineData("000000016d6461740000000100000000", "mdat", 16, 0x1_0000_0000)]
    [InlineData("0000002075756964000102030405060708090a0b0c0d0e0f", "uuid", 24, 32)]
    [InlineData("0000000175756964000000000000002000112233445566778899aabbccddeeff", "uuid", 32, 32)]
    public void Header_IsRead_AndEveryPrefixAsksForMore(string hex, string type, int headerLength, long length)
    {
        var bytes = KnownStreams.Bytes(hex);

        Assert.Equal(OperationStatus.Done, BoxHeader.Read(bytes, out var header));

        Assert.Equal((type, headerLength, length), (header.Type.ToString(), header.HeaderLength, header.LengthBytes));
        for (var prefix = 0; prefix < bytes.Length; prefix++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, BoxHeader.Read(bytes.AsSpan(0, prefix), out _));
        }
    }

    [Theory]
    [InlineData("0000000766726565")]
    [InlineData("0000000266726565")]
    [InlineData("00000001667265650000000000000000")]
    [InlineData("0000000166726565000000000000000f")]
    [InlineData("0000000166726565ffffffffffffffff")]
    [InlineData("0000001775756964000102030405060708090a0b0c0d0e0f")]
    public void Header_ShorterThanItself_IsRefused(string hex) =>
        Assert.Equal(OperationStatus.InvalidData, BoxHeader.Read(KnownStreams.Bytes(hex), out _));

    [Fact]
    public void Cursor_StopsAtABoxThatIsCut()
    {
        var cursor = new BoxCursor(KnownStreams.Bytes("0000000966726565ff 0000000c6d646174ff"));

        Assert.True(cursor.MoveNext());
        Assert.Equal((0, 9, 1), (cursor.Offset, cursor.Length, cursor.Content.Length));
        Assert.False(cursor.MoveNext());
        Assert.Equal(OperationStatus.NeedMoreData, cursor.Status);
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void FourCc_OfOddBytes_IsStillReadable() =>
        Assert.Equal(@"\xa9nam", FourCc.From([0xA9, (byte)'n', (byte)'a', (byte)'m']).ToString());

    [Theory]
    [InlineData("en", "eng")]
    [InlineData("en-GB", "eng")]
    [InlineData("de", "deu")]
    [InlineData("DE", "deu")]
    [InlineData("deu", "deu")]
    [InlineData("fr", "fra")]
    [InlineData("zh-Hant", "zho")]
    [InlineData("cy", "cym")]
    [InlineData("zu", "zul")]
    [InlineData("aa", "aar")]
    [InlineData("ja", "jpn")]
    [InlineData("se", "sme")]
    [InlineData("xx", "und")]
    [InlineData("", "und")]
    [InlineData("x-private", "und")]
    [InlineData("12", "und")]
    public void LanguageCode_IsThreeLetters_AndUnpacksToItself(string tag, string letters)
    {
        Assert.Equal(letters, LanguageCode.ThreeLetters(tag));
        Assert.Equal(letters, LanguageCode.Unpack(LanguageCode.Pack(letters)));
    }

    [Fact]
    public void LanguageCode_OfZeroOrMacintosh_IsUndetermined()
    {
        Assert.Equal("und", LanguageCode.Unpack(0));
        Assert.Equal("und", LanguageCode.Unpack(0x7FFF));
    }

    [Fact]
    public void Dump_OfMalformedBytes_SaysSo() =>
        Assert.Equal("moov 8\nmalformed 9 0x0000ffff6d64617401\n", BoxDump.Render(KnownStreams.Bytes("000000086d6f6f76 0000ffff6d64617401")));

    [Fact]
    public void Dump_OfBoxesNestedWithoutEnd_StopsDescending()
    {
        const int Depth = 1_000;
        var bytes = new byte[Depth * 8];
        for (var i = 0; i < Depth; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * 8), bytes.Length - (i * 8));
            "moov"u8.CopyTo(bytes.AsSpan((i * 8) + 4));
        }

        Assert.Equal(17, BoxDump.Render(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
