using System.Buffers;
using CsCheck;
using Headwater.Foundation;
using Headwater.Log.Layout;
using Headwater.Log.Tests.Support;

namespace Headwater.Log.Tests;

public sealed class LayoutTests
{
    private static readonly Gen<TrackConfig> Configs = Gen.Select(
        Gen.Int[1, int.MaxValue],
        Gen.Select(Gen.Byte, Gen.Byte, Gen.UInt[1, uint.MaxValue]),
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Int, Gen.Int),
        Gen.Select(Gen.Long, Gen.Long),
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 64], Gen.String[Gen.Char['a', 'é'], 0, 60], Gen.String[Gen.Char.AlphaNumeric, 0, 8]),
        Gen.Byte.Array[0, 300],
        (track, kinds, numbers, spans, texts, header) => new TrackConfig
        {
            Track = track,
            Kind = (TrackKind)kinds.Item1,
            Codec = (Codec)kinds.Item2,
            Timescale = kinds.Item3,
            BitsPerSecond = numbers.Item1,
            Width = numbers.Item2,
            Height = numbers.Item3,
            SampleRate = numbers.Item4,
            Channels = numbers.Item5,
            SampleDurationTicks = spans.Item1,
            RandomAccessIntervalTicks = spans.Item2,
            Name = texts.Item1,
            CodecString = texts.Item2,
            Language = texts.Item3,
            Header = header,
        });

    private static readonly Gen<RecordHeader> Headers = Gen.Select(
        Gen.Enum<RecordKind>(),
        Gen.Bool,
        Gen.Int[0, RecordHeader.MaximumPayloadBytes],
        Gen.Int[0, int.MaxValue],
        Gen.Select(Gen.Long, Gen.Long, Gen.Long, Gen.Long[1, uint.MaxValue]),
        Gen.UInt,
        (kind, randomAccess, payloadBytes, subject, times, crc) =>
            new RecordHeader(kind, randomAccess, payloadBytes, subject, times.Item1, times.Item2, times.Item3, times.Item4, crc));

    // Specification: RFC 3720, B.4.
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8A9136AA)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", 0x62A8AB43)]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", 0x46DD794E)]
    [InlineData("1F1E1D1C1B1A191817161514131211100F0E0D0C0B0A09080706050403020100", 0x113FDB5C)]
    [InlineData("01C00000000000000000000000000000140000000000040000000014000000182800000000000000" + "0200000000000000", 0xD9963A56)]
    [InlineData("313233343536373839", 0xE3069283)]
    public void Crc32C_OfTheKnownVectors_IsTheKnownOne(string hex, uint expected) =>
        Assert.Equal(expected, Crc32C.Compute(Convert.FromHexString(hex)));

    [Fact]
    public void Crc32C_InPieces_IsThatOfTheWhole() =>
        Gen.Select(Gen.Byte.Array[0, 100], Gen.Int[0, 100]).Sample((bytes, cut) =>
        {
            cut = Math.Min(cut, bytes.Length);
            return ~Crc32C.Append(Crc32C.Append(uint.MaxValue, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)) == Crc32C.Compute(bytes);
        });

    /// <summary>A log on somebody's disk must stay readable: these bytes change only with the version.</summary>
    [Fact]
    public void Header_OfAFragment_IsThisOnDisk()
    {
        var header = new RecordHeader(RecordKind.Fragment, true, 0x1234, 7, 0x1122334455667788, 90_000, 93_000, 45_000, 0xCAFEBABE);
        var bytes = new byte[RecordHeader.SizeBytes];

        header.Write(bytes);

        Assert.Equal(
            "48577231" + "02" + "01" + "0000" + "34120000" + "07000000" + "8877665544332211"
            + "905F010000000000" + "486B010000000000" + "C8AF000000000000" + "BEBAFECA" + "01CB0693",
            Convert.ToHexString(bytes));
    }

    [Fact]
    public void Preamble_OfOneTrack_IsThisOnDisk()
    {
        var position = new LogPosition { NextSequence = 258, Discontinuities = 3, Ended = true };
        position.Set(new(Records.Config(), 2, true, 45_000, 90_000));
        var bytes = new byte[ExtentPreamble.Measure(position)];

        ExtentPreamble.Write(position, bytes);

        Assert.Equal(
            "4857657874656E74" + "0100" + "0100" + "86000000" + "0201000000000000" + "03000000" + "01000000"
            + "02000000" + "01000000" + "C8AF000000000000" + "905F0100"
            + "01000000" + "01" + "01" + "0000" + "905F0100" + "40420F00" + "00050000" + "D0020000"
            + "B80B000000000000" + "20BF020000000000" + "00000000" + "00000000"
            + "02007631" + "0B00617663312E363430303166" + "0300756E64" + "04000000" + "01020300" + "46327136",
            Convert.ToHexString(bytes));
    }

    [Fact]
    public void Header_WrittenAndReadBack_IsEqual() =>
        Headers.Sample(header =>
        {
            var bytes = new byte[RecordHeader.SizeBytes];
            header.Write(bytes);
            Assert.Equal(OperationStatus.Done, RecordHeader.Read(bytes, out var read));
            Assert.Equal(header, read);
        });

    [Fact]
    public void Header_EveryPrefix_AsksForMore()
    {
        var bytes = new byte[RecordHeader.SizeBytes];
        new RecordHeader { Kind = RecordKind.End }.Write(bytes);

        Assert.All(Enumerable.Range(0, bytes.Length), length =>
            Assert.Equal(OperationStatus.NeedMoreData, RecordHeader.Read(bytes.AsSpan(0, length), out _)));
    }

    [Fact]
    public void Header_WithAnyBitFlipped_IsInvalid() =>
        Gen.Select(Headers, Gen.Int[0, (RecordHeader.SizeBytes * 8) - 1]).Sample((header, bit) =>
        {
            var bytes = new byte[RecordHeader.SizeBytes];
            header.Write(bytes);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            return RecordHeader.Read(bytes, out _) == OperationStatus.InvalidData;
        });

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(6, 0, 0, 1)]
    [InlineData(2, -1, 0, 1)]
    [InlineData(2, RecordHeader.MaximumPayloadBytes + 1, 0, 1)]
    [InlineData(2, 0, -1, 1)]
    [InlineData(3, 0, 1, 0)]
    [InlineData(3, 0, 1, 0x1_0000_0000)]
    public void Header_WithAGoodChecksumButOutOfBounds_IsInvalid(byte kind, int payloadBytes, int subject, long duration)
    {
        var bytes = new byte[RecordHeader.SizeBytes];
        new RecordHeader { Kind = (RecordKind)kind, PayloadBytes = payloadBytes, Subject = subject, DurationTicks = duration }.Write(bytes);

        Assert.Equal(OperationStatus.InvalidData, RecordHeader.Read(bytes, out _));
    }

    [Fact]
    public void Config_WrittenAndReadBack_IsEqual() =>
        Configs.Sample(config =>
        {
            var bytes = new byte[TrackConfigLayout.Measure(config) + 5];
            TrackConfigLayout.Write(config, bytes);
            Assert.Equal(OperationStatus.Done, TrackConfigLayout.Read(bytes, out var read, out var consumedBytes));
            Assert.Equal(config, read);
            Assert.Equal(bytes.Length - 5, consumedBytes);
        });

    [Fact]
    public void Config_EveryPrefix_AsksForMore()
    {
        var bytes = new byte[TrackConfigLayout.Measure(Records.Config())];
        TrackConfigLayout.Write(Records.Config(), bytes);

        Assert.All(Enumerable.Range(0, bytes.Length), length =>
            Assert.Equal(OperationStatus.NeedMoreData, TrackConfigLayout.Read(bytes.AsSpan(0, length), out _, out _)));
    }

    [Fact]
    public void Preamble_WrittenAndReadBack_IsEqual() =>
        Gen.Select(Configs.Array[0, 5], Gen.Int[0, int.MaxValue], Gen.Long[0, long.MaxValue], Gen.Bool).Sample((configs, number, ticks, flag) =>
        {
            var position = new LogPosition { NextSequence = ticks, Discontinuities = number, Ended = flag };
            foreach (var config in configs)
            {
                position.Set(new(config, number, flag, ticks, config.Timescale));
            }

            var bytes = new byte[ExtentPreamble.Measure(position)];
            ExtentPreamble.Write(position, bytes);
            Assert.Equal(OperationStatus.Done, ExtentPreamble.Read(bytes, out var read));
            Assert.Equal((position.NextSequence, position.Discontinuities, position.Ended), (read.NextSequence, read.Discontinuities, read.Ended));
            Assert.Equal(position.Tracks, read.Tracks);
            Assert.Equal(OperationStatus.NeedMoreData, ExtentPreamble.Read(bytes.AsSpan(0, bytes.Length - 1), out _));
        });

    [Fact]
    public void Read_OfAnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            RecordHeader.Read(bytes, out _);
            TrackConfigLayout.Read(bytes, out _, out _);
            ExtentPreamble.Read(bytes, out _);
            if (bytes.Length >= 64)
            {
                // Past the checksum: what is inside must be bounded by itself.
                "HWextent\u0001\0\0\0"u8.CopyTo(bytes);
                BitConverter.TryWriteBytes(bytes.AsSpan(12), bytes.Length);
                BitConverter.TryWriteBytes(bytes.AsSpan(28), bytes[28] % 4);
                BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), Crc32C.Compute(bytes.AsSpan(0, bytes.Length - 4)));
                ExtentPreamble.Read(bytes, out _);
            }
        });
}
