using System.Buffers;
using CsCheck;
using Headwater.Formats.Id3;

namespace Headwater.Formats.Tests.Id3;

public sealed class Id3TagTests
{
    /// <summary>Name, tag and bytes: writer, reader, prefixes and mutations share them.</summary>
    public static TheoryData<string, Id3Tag, byte[]> Cases => new()
    {
        { "empty", new([]), [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0] },
        {
            "timestamp", new([TransportStreamTimestamp.ToFrame((1L << 33) + 0x1_2345_6789)]),
            [
                .. "ID3"u8, 4, 0, 0, 0, 0, 0, 63, .. "PRIV"u8, 0, 0, 0, 53, 0, 0,
                .. "com.apple.streaming.transportStreamTimestamp"u8, 0, 0, 0, 0, 1, 0x23, 0x45, 0x67, 0x89,
            ]
        },
        { "text", new([new Id3UserTextFrame("kéy", "välue")]), [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 22, .. "TXXX"u8, 0, 0, 0, 12, 0, 0, 3, .. "kéy"u8, 0, .. "välue"u8] },
        { "other", new([new Id3OtherFrame("TIT2", [3, 65])]), [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 12, .. "TIT2"u8, 0, 0, 0, 2, 0, 0, 3, 65] },
        {
            "two", new([new Id3PrivateFrame("a", []), new Id3UserTextFrame("", "b\0c")]),
            [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 27, .. "PRIV"u8, 0, 0, 0, 2, 0, 0, 97, 0, .. "TXXX"u8, 0, 0, 0, 5, 0, 0, 3, 0, 98, 0, 99]
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Write_EachCase_GivesItsBytes(string name, Id3Tag tag, byte[] bytes)
    {
        Assert.NotEmpty(name);
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(Write(tag)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_EachCaseWithMoreBehindIt_GivesItBack(string name, Id3Tag tag, byte[] bytes)
    {
        Assert.NotEmpty(name);
        Assert.Equal(OperationStatus.Done, Id3TagReader.Read([.. bytes, 1, 2, 3], out var read, out var consumed));
        Assert.Equal(tag, read);
        Assert.Equal(bytes.Length, consumed);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_EveryPrefixOfACase_AsksForMore(string name, Id3Tag tag, byte[] bytes)
    {
        Assert.NotEmpty(name);
        Assert.NotNull(tag);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, Id3TagReader.Read(bytes.AsSpan(..length), out _, out _));
        }
    }

    public static TheoryData<string, byte[], Id3Frame?> Readings => new()
    {
        { "Latin-1", [.. "TXXX"u8, 0, 0, 0, 5, 0, 0, 0, 0xE9, 0, 0xE4, 0], new Id3UserTextFrame("é", "ä") },
        { "UTF-16 with marks", [.. "TXXX"u8, 0, 0, 0, 11, 0, 0, 1, 0xFF, 0xFE, 65, 0, 0, 0, 0xFF, 0xFE, 66, 0], new Id3UserTextFrame("A", "B") },
        { "UTF-16 big-endian", [.. "TXXX"u8, 0, 0, 0, 7, 0, 0, 2, 0, 65, 0, 0, 0, 66], new Id3UserTextFrame("A", "B") },
        { "unknown encoding", [.. "TXXX"u8, 0, 0, 0, 3, 0, 0, 9, 0, 65], null },
        { "no terminator", [.. "TXXX"u8, 0, 0, 0, 2, 0, 0, 3, 65], null },
        { "empty text", [.. "TXXX"u8, 0, 0, 0, 0, 0, 0], null },
        { "owner without end", [.. "PRIV"u8, 0, 0, 0, 2, 0, 0, 65, 66], null },
        { "unsynchronised frame", [.. "PRIV"u8, 0, 0, 0, 5, 0, 2, 65, 0, 0xFF, 0, 1], new Id3PrivateFrame("A", [0xFF, 1]) },
        { "grouped, with length", [.. "PRIV"u8, 0, 0, 0, 8, 0, 0x41, 7, 0, 0, 0, 3, 65, 0, 9], new Id3PrivateFrame("A", [9]) },
        { "compressed", [.. "PRIV"u8, 0, 0, 0, 2, 0, 8, 65, 0], null },
        { "encrypted", [.. "PRIV"u8, 0, 0, 0, 2, 0, 4, 65, 0], null },
        { "longer than the tag", [.. "PRIV"u8, 0, 0, 0, 99, 0, 0, 65, 0], null },
        { "padding", new byte[20], null },
        { "lower case id", [.. "priv"u8, 0, 0, 0, 2, 0, 0, 65, 0], null },
    };

    [Theory]
    [MemberData(nameof(Readings))]
    public void Read_Frame_IsUnderstoodOrLeftOut(string name, byte[] frame, Id3Frame? expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(OperationStatus.Done, Id3TagReader.Read([.. "ID3"u8, 4, 0, 0, 0, 0, 0, (byte)frame.Length, .. frame], out var tag, out _));
        Assert.Equal(expected, tag!.Frames.SingleOrDefault());
    }

    [Fact]
    public void Read_UnsynchronisedTagWithExtendedHeaderAndFooter_IsUnderstood()
    {
        byte[] body = [0, 0, 0, 6, 1, 0, .. "PRIV"u8, 0, 0, 0, 4, 0, 0, 65, 0, 0xFF, 0];
        byte[] source = [.. "ID3"u8, 4, 0, 0xD0, 0, 0, 0, (byte)body.Length, .. body, .. "3DI"u8, 4, 0, 0xD0, 0, 0, 0, (byte)body.Length];

        Assert.Equal(OperationStatus.Done, Id3TagReader.Read(source, out var tag, out var consumed));
        Assert.Equal(new Id3PrivateFrame("A", [0xFF]), Assert.Single(tag!.Frames));
        Assert.Equal(source.Length, consumed);
    }

    [Theory]
    [InlineData("494432 03 0000 00000000")]
    [InlineData("494400")]
    [InlineData("FF")]
    [InlineData("494432 04 0000 80000000")]
    [InlineData("494432 04 0000 7F7F7F7F")]
    public void Read_WhatIsNoTag_IsInvalid(string bytes) =>
        Assert.Equal(OperationStatus.InvalidData, Id3TagReader.Read(Convert.FromHexString(bytes.Replace(" ", "")), out _, out _));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, (1L << 33) - 1)]
    [InlineData(1L << 33, 0)]
    public void Timestamp_OfAnyTime_IsThirtyThreeBits(long ticks, long expected) =>
        Assert.Equal(expected, TransportStreamTimestamp.Find(new([new Id3UserTextFrame("a", "b"), TransportStreamTimestamp.ToFrame(ticks)])));

    [Fact]
    public void Timestamp_OfATagWithout_IsNull() =>
        Assert.Null(TransportStreamTimestamp.Find(new([new Id3PrivateFrame(TransportStreamTimestamp.Owner, [1])])));

    [Fact]
    public void Write_FrameIdOfTheWrongForm_IsRefused() => Assert.Throws<ArgumentException>(() => Write(new([new Id3OtherFrame("ab", [])])));

    [Fact]
    public void Read_AnyTagWritten_GivesItBack() => Tags.Sample(tag =>
    {
        Assert.Equal(OperationStatus.Done, Id3TagReader.Read(Write(tag), out var read, out _));
        Assert.Equal(tag, read);
    });

    [Fact]
    public void Read_AnyBytes_NeverThrows() => Gen.Byte.Array[0, 120].Sample(
        bytes =>
        {
            Id3TagReader.Read(bytes, out _, out _);
            Id3TagReader.Read([.. "ID3"u8, 4, 0, (byte)(bytes.Length * 16), 0, 0, 0, (byte)Math.Min(bytes.Length, 127), .. bytes], out _, out _);
        },
        iter: 3000);

    [Fact]
    public void Cases_AndTheirMutations_NeverThrow() =>
        MpegTs.Fuzzing.Mutate([.. Cases.Select(row => row.Data.Item3), .. Readings.Select(row => (byte[])[.. "ID3"u8, 4, 0, 0, 0, 0, 0, (byte)row.Data.Item2.Length, .. row.Data.Item2])], TimeSpan.FromSeconds(1), bytes => Id3TagReader.Read(bytes, out _, out _));

    private static readonly Gen<Id3Tag> Tags = Gen.OneOf<Id3Frame>(
        Gen.Select(Gen.String["abc.ABC-é"], Gen.Byte.Array[0, 200], (owner, content) => (Id3Frame)new Id3PrivateFrame(owner, [.. content])),
        Gen.Select(Gen.String["abcäß€ "], Gen.String["xyz 1ö"], (description, text) => (Id3Frame)new Id3UserTextFrame(description, text)),
        Gen.Byte.Array[0, 50].Select(content => (Id3Frame)new Id3OtherFrame("WXXX", [.. content]))).Array[0, 5].Select(frames => new Id3Tag([.. frames]));

    private static byte[] Write(Id3Tag tag)
    {
        var output = new ArrayBufferWriter<byte>();
        Id3TagWriter.Write(output, tag);
        return output.WrittenSpan.ToArray();
    }
}
