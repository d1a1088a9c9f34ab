using System.Buffers;
using CsCheck;
using Headwater.Formats.Amf;
using Headwater.Formats.Flv;

namespace Headwater.Formats.Tests.Flv;

public sealed class FlvFileTests
{
    private const string SmallFile = "464C56 01 05 00000009 00000000" + "08 000002 000001 00 000000 AABB 0000000D" + "09 000001 FFFFFF FF 000000 CC 0000000C";

    [Fact]
    public void Writer_MakesTheBytesOfTheSpecification() => Assert.Equal(Convert.ToHexString(Bytes(SmallFile)), Convert.ToHexString(Write()));

    [Fact]
    public void Reader_GivesTheTagsBack()
    {
        var (status, tags) = Read(Bytes(SmallFile));

        Assert.Equal(OperationStatus.NeedMoreData, status);
        Assert.Equal(["Audio 1 AABB", "Video 4294967295 CC"], tags);
    }

    [Fact]
    public void Reader_SplitAnywhere_IsTheSameAndEveryPrefixAsksForMore()
    {
        var bytes = Write(lengthBytes: 10_000);
        var whole = Read(bytes);

        Assert.Equal(whole.Tags, Read(bytes, 1).Tags);
        for (var cut = 1; cut < bytes.Length; cut += 13)
        {
            Assert.Equal(whole.Tags, Read(bytes, cut).Tags);
            Assert.Equal(OperationStatus.NeedMoreData, Read(bytes[..cut]).Status);
        }
    }

    [Fact]
    public void Reader_LongerHeaderAndWrongBackPointer_AreSkipped()
    {
        var (_, tags) = Read(Bytes("464C56 01 05 0000000C 010203 FFFFFFFF" + "08 000001 000001 00 000000 AA 12345678" + "12 000000 000002 00 000000 00000000"));

        Assert.Equal(["Audio 1 AA", "Script 2 "], tags);
    }

    [Theory]
    [InlineData("474C56")]
    [InlineData("464C56 02")]
    [InlineData("464C56 01 05 00000008")]
    [InlineData("464C56 01 05 FFFFFFFF")]
    [InlineData("464C56 01 05 00000009 00000000 28 000001 000000 00 000000")]
    [InlineData("464C56 01 05 00000009 00000000 08 FFFFFF 000000 00 000000")]
    public void Reader_OfWhatIsNoPlainFlv_SaysSoForEver(string hex)
    {
        var reader = new FlvFileReader();
        for (var time = 0; time < 2; time++)
        {
            var source = new ReadOnlySequence<byte>(Bytes(hex));
            Assert.Equal(OperationStatus.InvalidData, reader.Read(ref source, out var tag));
            Assert.Null(tag);
        }
    }

    [Fact]
    public void Reader_OfAnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 100].Sample(static bytes => Read([.. "FLV\u0001\u0000\u0000\u0000\u0000\u0009"u8, .. bytes], 7).Status is not OperationStatus.Done, iter: 2000, threads: 1);

    [Fact]
    public void Script_WrappedForPublishing_IsReadWithoutItsWrapper()
    {
        var metadata = new AmfEcmaArray([new("width", new AmfNumber(640))]);
        var plain = new FlvScript("onMetaData", [metadata]);
        var writer = new ArrayBufferWriter<byte>();
        new FlvScript("@setDataFrame", [new AmfString("onMetaData"), metadata]).Write(writer);

        Assert.Equal(OperationStatus.Done, FlvScript.Read(writer.WrittenSpan, new AmfLimits(), out var script));

        Assert.Equal(plain, script);
        Assert.Equal(new AmfNumber(640), script!.Find("width"));
        Assert.Null(script.Find("height"));
    }

    [Fact]
    public void Script_WrittenAndRead_IsEqualAndItsPrefixesAreNotWhole()
    {
        var script = new FlvScript("onCuePoint", [new AmfNumber(1), new AmfObject([new("name", new AmfString("x"))])]);
        var writer = new ArrayBufferWriter<byte>();
        script.Write(writer);

        Assert.Equal(OperationStatus.Done, FlvScript.Read(writer.WrittenSpan, new AmfLimits(), out var found));
        Assert.Equal(script, found);
        for (var length = 0; length < writer.WrittenCount; length++)
        {
            // Whole after the name and after the number.
            Assert.Equal(length is 13 or 22 ? OperationStatus.Done : OperationStatus.NeedMoreData, FlvScript.Read(writer.WrittenSpan[..length], new AmfLimits(), out _));
        }
    }

    [Fact]
    public void Script_WithoutAName_IsInvalid() =>
        Assert.Equal(OperationStatus.InvalidData, FlvScript.Read([5], new AmfLimits(), out _));

    private static byte[] Write(int lengthBytes = 2)
    {
        var writer = new ArrayBufferWriter<byte>();
        FlvFileWriter.WriteHeader(writer, hasAudio: true, hasVideo: true);
        FlvFileWriter.WriteTag(writer, FlvTagType.Audio, 1, lengthBytes == 2 ? [0xAA, 0xBB] : new byte[lengthBytes]);
        FlvFileWriter.WriteTag(writer, FlvTagType.Video, 0xFFFF_FFFF, [0xCC]);
        return writer.WrittenSpan.ToArray();
    }

    private static (OperationStatus Status, List<string> Tags) Read(byte[] bytes, int pieceBytes = int.MaxValue)
    {
        var reader = new FlvFileReader();
        var tags = new List<string>();
        var status = OperationStatus.NeedMoreData;
        byte[] kept = [];
        for (var offset = 0; offset < bytes.Length && status is not OperationStatus.InvalidData; offset += Math.Min(pieceBytes, bytes.Length - offset))
        {
            var source = new ReadOnlySequence<byte>([.. kept, .. bytes.AsSpan(offset, Math.Min(pieceBytes, bytes.Length - offset))]);
            while ((status = reader.Read(ref source, out var tag)) is OperationStatus.Done)
            {
                tags.Add($"{tag!.Type} {tag.TimestampMilliseconds} {Convert.ToHexString(tag.Body.Span)}");
            }

            kept = source.ToArray();
        }

        return (status, tags);
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", ""));
}
