using System.Buffers;
using CsCheck;
using Headwater.Formats.Nut;

namespace Headwater.Formats.Tests.Nut;

public sealed class NutReaderTests
{
    public static TheoryData<string> Files => ["ours", "libavformat"];

    [Fact]
    public void Read_AFileOfLibavformat_GivesItsStreamsAndFrames()
    {
        var (elements, status) = NutFiles.Read(NutFiles.Libavformat);

        Assert.Equal(OperationStatus.NeedMoreData, status);
        var streams = Assert.IsType<NutHeader>(elements[0]).Streams;
        Assert.Equal((NutStreamClass.Video, 32, 32, 1), (streams[0].Class, streams[0].Width, streams[0].Height, streams[0].DecodeDelay));
        Assert.Equal((NutStreamClass.Audio, 16_000, 1), (streams[1].Class, streams[1].SampleRate, streams[1].Channels));
        Assert.Equal(
            [(0, 2_048L, true, 118), (1, 53L, true, 72), (0, 6_144L, false, 14), (0, 4_096L, false, 12), (1, 1_205L, true, 72)],
            elements.Skip(1).Cast<NutFrame>().Where(frame => frame.Data.Length > 0).Select(frame => (frame.Stream, frame.PresentationTicks, frame.Key, frame.Data.Length)));
    }

    [Fact]
    public void Read_WhatWasWritten_IsEqual()
    {
        var (elements, _) = NutFiles.Read(NutFiles.Ours);

        Assert.Equal([NutFiles.Video, NutFiles.Audio], Assert.IsType<NutHeader>(elements[0]).Streams);
        Assert.Equal(NutFiles.Frames, elements.Skip(1));
    }

    [Fact]
    public void Read_AnyWrittenFrames_AreEqual() =>
        Gen.Select(Gen.Int[0, 1], Gen.Long[0, 1L << 60], Gen.Bool, Gen.Byte.Array[0, 300])
            .Select((stream, ticks, key, data) => new NutFrame(stream, ticks, key, data)).Array[0, 20]
            .Sample(frames => NutFiles.Read(NutFiles.Write([NutFiles.Video, NutFiles.Audio], frames)).Elements.Skip(1).SequenceEqual(frames), iter: 300);

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_EveryPrefix_AsksForMoreAndNeverGivesWhatTheWholeDoesNot(string file)
    {
        var bytes = Bytes(file);
        var whole = NutFiles.Read(bytes).Elements;

        for (var length = 0; length < bytes.Length; length += length < 2_000 ? 1 : 997)
        {
            var (elements, status) = NutFiles.Read(bytes.AsSpan(0, length));
            Assert.Equal(OperationStatus.NeedMoreData, status);
            Assert.Equal(whole.Take(elements.Count), elements);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_AnySplit_ChangesNothing(string file)
    {
        var bytes = Bytes(file);
        var whole = NutFiles.Read(bytes).Elements;

        Gen.Int[1, 5_000].Array[1, 8].Sample(pieces => NutFiles.Read(bytes, 1 << 20, pieces).Elements.SequenceEqual(whole), iter: 200);
        Assert.Equal(whole, NutFiles.Read(bytes.AsSpan(0, Math.Min(bytes.Length, 3_000)), 1 << 20, 1).Elements.Concat(whole.Skip(NutFiles.Read(bytes.AsSpan(0, Math.Min(bytes.Length, 3_000))).Elements.Count)));
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 200].Sample(bytes => { NutFiles.Read([.. "nut/multimedia container\0"u8, .. bytes]); NutFiles.Read(bytes); }, time: 1);

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_AnyDamage_NeverThrowsAndStaysWithinBounds(string file)
    {
        var bytes = Bytes(file)[..Math.Min(Bytes(file).Length, 1_500)];

        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Array[1, 6].Sample(
            damages =>
            {
                var copy = bytes.ToArray();
                foreach (var (index, value) in damages)
                {
                    copy[index] = value;
                }

                var (elements, _) = NutFiles.Read(copy, 4_096);
                Assert.All(elements.OfType<NutFrame>(), frame => Assert.InRange(frame.Data.Length, 0, 4_096 + 255));
            },
            time: 1);
    }

    [Theory]
    [InlineData("file id", 3)]
    [InlineData("main header", 40)]
    [InlineData("stream header", 100)]
    [InlineData("frame header", -1)]
    public void Read_ADamagedChecksum_IsInvalidForEver(string where, int offset)
    {
        var file = NutFiles.Write([NutFiles.Video], [new NutFrame(0, 5, true, new byte[] { 7, 7 })]);
        file[offset < 0 ? file.Length - 3 : offset] ^= 0x10;
        var reader = new NutReader();

        var (_, status) = NutFiles.Read(file);

        Assert.True(status == OperationStatus.InvalidData, where);
        reader.Read(file, out _, out _);
        for (var i = 0; i < 3; i++)
        {
            status = reader.Read(NutFiles.Ours, out var consumed, out _);
        }

        Assert.Equal(OperationStatus.InvalidData, status);
    }

    [Fact]
    public void Read_AFrameLongerThanAllowed_IsInvalidBeforeItsDataComes()
    {
        var file = NutFiles.Write([NutFiles.Video], [new NutFrame(0, 5, true, new byte[2_000])]);

        Assert.Equal(OperationStatus.InvalidData, NutFiles.Read(file.AsSpan(0, file.Length - 1_990), 1_999).Status);
        Assert.Equal(OperationStatus.NeedMoreData, NutFiles.Read(file.AsSpan(0, file.Length - 1_990), 2_000).Status);
    }

    [Fact]
    public void Read_PacketsOfUnknownKind_AreSkippedWithoutBeingHeld()
    {
        byte[] unknown = [.. "NQ\x01\x02\x03\x04\x05\x06"u8, 0x88, 0x00, .. new byte[1_024]];
        var file = NutFiles.Ours;
        var at = file.AsSpan().LastIndexOf("NK"u8);
        byte[] with = [.. file[..at], .. unknown, .. file[at..]];

        Assert.Equal(NutFiles.Read(file).Elements, NutFiles.Read(with, 1 << 20, 7).Elements);
    }

    [Fact]
    public void Read_RepeatedHeaders_AreReadPast()
    {
        var file = NutFiles.Write([NutFiles.Video], []);
        byte[] twice = [.. file, .. file.AsSpan(25), .. NutFiles.Write([NutFiles.Video], [NutFiles.Frames[0]]).AsSpan(file.Length)];

        Assert.Equal([NutFiles.Frames[0]], NutFiles.Read(twice).Elements.Skip(1));
    }

    [Fact]
    public void Read_AFrameBeforeAnySyncpoint_IsInvalid()
    {
        var file = NutFiles.Write([NutFiles.Video], [NutFiles.Frames[0]]);
        var at = file.AsSpan().IndexOf("NK"u8);
        byte[] without = [.. file[..at], .. file[(at + 15)..]];

        Assert.Equal(OperationStatus.InvalidData, NutFiles.Read(without).Status);
    }

    [Theory]
    [InlineData(0u, 1u)]
    [InlineData(1u, 0u)]
    [InlineData(2u, 90_000u)]
    public void Writer_ATimeBaseThatIsNotReduced_IsRefused(uint numerator, uint denominator) =>
        Assert.Throws<ArgumentException>(() => new NutWriter([NutFiles.Video with { TimeBase = new(numerator, denominator) }]));

    [Theory]
    [InlineData(0, 1, 90_000, 1, 48_000, 0)]
    [InlineData(90_001, 1, 90_000, 1, 48_000, 48_000)]
    [InlineData(-1, 1, 90_000, 1, 48_000, -1)]
    [InlineData(30, 1_001, 30_000, 1, 90_000, 90_090)]
    public void TimeBase_Convert_RoundsTowardsMinusInfinity(long ticks, uint fromNumerator, uint fromDenominator, uint toNumerator, uint toDenominator, long expected) =>
        Assert.Equal(expected, new NutTimeBase(fromNumerator, fromDenominator).Convert(ticks, new(toNumerator, toDenominator)));

    [Theory]
    [InlineData(0, 100, -28)]
    [InlineData(1_000, 1_000 & 127, 1_000)]
    [InlineData(1_000, 1_001 & 127, 1_001)]
    [InlineData(1_000, 999 & 127, 999)]
    [InlineData(1_000, (1_000 + 64) & 127, 1_064)]
    [InlineData(1_000, (1_000 - 63) & 127, 937)]
    public void FullPts_TakesTheTimeNearestToTheLast(long last, long lsb, long expected)
    {
        var state = new NutStreamState { Stream = NutFiles.Video, MsbPtsShift = 7, MaximumPtsDistance = 1, LastPts = last };

        Assert.Equal(expected, state.FullPts(lsb));
    }

    [Theory]
    [InlineData(new byte[] { 0x00 }, 0L)]
    [InlineData(new byte[] { 0x01 }, 1L)]
    [InlineData(new byte[] { 0x02 }, -1L)]
    [InlineData(new byte[] { 0x03 }, 2L)]
    [InlineData(new byte[] { 0x81, 0x00 }, -64L)]
    public void Cursor_ReadSigned_AlternatesSigns(byte[] bytes, long expected)
    {
        var cursor = new NutCursor(bytes);

        Assert.Equal(expected, cursor.ReadSigned());
        Assert.Equal(OperationStatus.Done, cursor.Status);
    }

    [Theory]
    [InlineData(new byte[] { 0x80 }, OperationStatus.NeedMoreData)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }, OperationStatus.Done)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }, OperationStatus.InvalidData)]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 }, OperationStatus.InvalidData)]
    public void Cursor_ReadUnsigned_HoldsSixtyThreeBitsAndNoMore(byte[] bytes, OperationStatus expected)
    {
        var cursor = new NutCursor(bytes);

        cursor.ReadUnsigned();

        Assert.Equal(expected, cursor.Status);
    }

    [Fact]
    public void Crc_OfTheStandardsCheckString_IsThatOfTheMsbFirstFormFromZero() => Assert.Equal(0x89A1897Fu, NutCrc.Compute("123456789"u8));

    private static byte[] Bytes(string file) => file == "ours" ? NutFiles.Ours : NutFiles.Libavformat;
}
