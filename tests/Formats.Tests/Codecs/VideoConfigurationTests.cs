using System.Buffers;
using Headwater.Formats.Codecs;

namespace Headwater.Formats.Tests.Codecs;

public sealed class VideoConfigurationTests
{
    public static TheoryData<string, int, int, uint, uint, string, int, bool, int> AvcCases => new()
    {
        { KnownStreams.AvcBaseline, 320, 180, 30, 1, "3:4", 0, false, 8 },
        { KnownStreams.AvcMainCropped, 1920, 1080, 30_000, 1_001, "3:4", 2, false, 8 },
        { KnownStreams.AvcHigh, 162, 90, 25, 1, "20:27", 1, false, 8 },
        { KnownStreams.AvcInterlaced, 720, 576, 25, 1, "16:11", 2, true, 8 },
        { KnownStreams.AvcHigh422, 640, 360, 50, 1, "5:7", 2, false, 10 },
        { KnownStreams.AvcHigh444, 66, 50, 24, 1, "100:99", 2, false, 8 },
        { KnownStreams.AvcScaling, 128, 96, 15, 1, "1:1", 0, false, 8 },
    };

    [Theory]
    [MemberData(nameof(AvcCases))]
    public void Avc_IsReadAsTheEncoderMeantIt(
        string hex, int width, int height, uint rate, uint perSeconds, string ratio, int reorder, bool interlaced, int bits)
    {
        Assert.True(AvcDecoderConfiguration.TryRead(KnownStreams.Bytes(hex), out var record));
        Assert.True(H264SequenceParameterSet.TryRead(record.SequenceParameterSets[0].Span, out var set));
        Assert.True(H264PictureParameterSet.TryRead(record.PictureParameterSets[0].Span, out var pictures));

        Assert.Equal((width, height), (set.Width, set.Height));
        Assert.Equal(new FramesPerSecond(rate, perSeconds), set.FrameRate);
        Assert.Equal(ratio, $"{set.AspectRatio?.Width ?? 1}:{set.AspectRatio?.Height ?? 1}");
        Assert.Equal(reorder, set.ReorderFrames);
        Assert.True(set.ReorderFramesTold);
        Assert.Equal(interlaced, set.Interlaced);
        Assert.Equal(bits, set.LumaBits);
        Assert.Equal(set.Id, pictures.SequenceParameterSetId);
        Assert.Equal((record.ProfileIdc, record.ConstraintFlags, record.LevelIdc), (set.ProfileIdc, set.ConstraintFlags, set.LevelIdc));
        Assert.Equal(4, record.LengthSize);
    }

    [Theory]
    [MemberData(nameof(AvcCases))]
    public void Avc_WrittenAgainAndBuiltAnew_IsTheSameBytes(
        string hex, int width, int height, uint rate, uint perSeconds, string ratio, int reorder, bool interlaced, int bits)
    {
        _ = (width, height, rate, perSeconds, ratio, reorder, interlaced, bits);
        var bytes = KnownStreams.Bytes(hex);
        Assert.True(AvcDecoderConfiguration.TryRead(bytes, out var record));
        var stream = new ArrayBufferWriter<byte>();
        record.WriteParameterSetsAnnexB(stream);

        Assert.True(AvcDecoderConfiguration.TryCreateFromAnnexB(stream.WrittenSpan, out var built));

        Assert.Equal(bytes, record.ToArray());
        Assert.Equal(bytes, built.ToArray());
    }

    [Fact]
    public void Avc_WithoutTheHighProfilePart_IsReadAndWrittenWithIt()
    {
        var whole = KnownStreams.Bytes(KnownStreams.AvcHigh);

        Assert.True(AvcDecoderConfiguration.TryRead(whole.AsMemory(0, whole.Length - 4), out var record));

        Assert.Equal(whole, record.ToArray());
    }

    [Fact]
    public void Avc_CutAnywhereBeforeItsPictureParameterSets_IsRefused()
    {
        var whole = KnownStreams.Bytes(KnownStreams.AvcMainCropped);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.False(AvcDecoderConfiguration.TryRead(whole.AsMemory(0, length), out _), $"{length} bytes");
        }
    }

    [Theory]
    [InlineData("0042c00dffe0")]
    [InlineData("0142c00dfee000")]
    public void Avc_OfAnotherVersionOrLengthSize_IsRefused(string hex) =>
        Assert.False(AvcDecoderConfiguration.TryRead(KnownStreams.Bytes(hex), out _));

    [Fact]
    public void Avc_BuiltWithoutParameterSets_IsRefused()
    {
        Assert.False(AvcDecoderConfiguration.TryCreateFromAnnexB([0, 0, 1, 0x65, 1, 2], out _));
        Assert.False(AvcDecoderConfiguration.TryCreate([KnownStreams.Bytes("67")], [KnownStreams.Bytes("68")], out _));
    }

    [Fact]
    public void H264Colour_IsRead()
    {
        Assert.True(AvcDecoderConfiguration.TryRead(KnownStreams.Bytes(KnownStreams.AvcHigh), out var record));
        Assert.True(H264SequenceParameterSet.TryRead(record.SequenceParameterSets[0].Span, out var set));

        Assert.Equal(new ColourDescription(1, 1, 1, false), set.Colour);
    }

    [Theory]
    [InlineData(66, 30, 0)]
    [InlineData(77, 30, 5)]
    [InlineData(77, 40, 16)]
    public void H264WithoutBitstreamRestriction_InfersReorderingFromProfileAndLevel(byte profile, byte level, int expected)
    {
        // A parameter set without VUI, of 45 by 36 macroblocks: picture order type 0.
        var bytes = new byte[32];
        var writer = new Foundation.BitWriter(bytes);
        writer.WriteBits(0x67, 8);
        writer.WriteBits(profile, 8);
        writer.WriteBits(0, 8);
        writer.WriteBits(level, 8);
        writer.WriteBits(0b1_1_1_1_1, 5);
        writer.WriteBits(0, 1);
        WriteExpGolomb(ref writer, 44);
        WriteExpGolomb(ref writer, 35);
        writer.WriteBits(0b1_1_0_0_1, 5);

        Assert.True(H264SequenceParameterSet.TryRead(bytes.AsSpan(0, writer.LengthBytes), out var set));

        Assert.Equal((720, 576), (set.Width, set.Height));
        Assert.False(set.ReorderFramesTold);
        Assert.Equal(level == 40 ? 16 : expected, set.ReorderFrames);
    }

    [Theory]
    [InlineData(KnownStreams.HevcMain, 1920, 1080, 30_000u, 1_001u, "3:4", 2, 8, 1, "hvc1.1.6.L120.90")]
    [InlineData(KnownStreams.HevcMain10, 162, 90, 25u, 1u, "12:11", 0, 10, 1, "hvc1.2.4.L30.90")]
    [InlineData(KnownStreams.Hevc422, 640, 360, 50u, 1u, "3:4", 2, 10, 2, "hvc1.4.10.L90.9D.8")]
    public void Hevc_IsReadAsTheEncoderMeantIt(
        string sps, int width, int height, uint rate, uint perSeconds, string ratio, int reorder, int bits, int chroma, string codec)
    {
        Assert.True(H265SequenceParameterSet.TryRead(KnownStreams.Bytes(sps), out var set));

        Assert.Equal((width, height), (set.Width, set.Height));
        Assert.Equal(new FramesPerSecond(rate, perSeconds), set.FrameRate);
        Assert.Equal(ratio, $"{set.AspectRatio?.Width ?? 1}:{set.AspectRatio?.Height ?? 1}");
        Assert.Equal(reorder, set.ReorderFrames);
        Assert.Equal(bits, set.LumaBits);
        Assert.Equal(chroma, set.ChromaFormatIdc);
        Assert.Equal(codec, CodecString.For(new(Foundation.TrackKind.Video, Foundation.Codec.H265, 90_000, KnownStreams.Hevc(sps))));
    }

    [Theory]
    [InlineData(KnownStreams.HevcMain)]
    [InlineData(KnownStreams.HevcMain10)]
    [InlineData(KnownStreams.Hevc422)]
    public void Hevc_WrittenAgainAndBuiltAnew_IsTheSameBytes(string sps)
    {
        var bytes = KnownStreams.Hevc(sps);
        Assert.True(HevcDecoderConfiguration.TryRead(bytes, out var record));
        var stream = new ArrayBufferWriter<byte>();
        record.WriteParameterSetsAnnexB(stream);

        Assert.True(HevcDecoderConfiguration.TryCreateFromAnnexB(stream.WrittenSpan, out var built));

        Assert.Equal(bytes, record.ToArray());
        Assert.Equal(bytes, built.ToArray());
    }

    [Fact]
    public void Hevc_CutAnywhere_IsRefused()
    {
        var whole = KnownStreams.Hevc(KnownStreams.HevcMain);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.False(HevcDecoderConfiguration.TryRead(whole.AsMemory(0, length), out _), $"{length} bytes");
        }
    }

    [Fact]
    public void HevcColour_IsRead()
    {
        Assert.True(H265SequenceParameterSet.TryRead(KnownStreams.Bytes(KnownStreams.HevcMain10), out var set));

        Assert.Equal(new ColourDescription(9, 16, 9, false), set.Colour);
    }

    [Theory]
    [InlineData(KnownStreams.Av1Main, 162, 90, 8, "av01.0.00M.08")]
    [InlineData(KnownStreams.Av1Hdr, 320, 180, 10, "av01.0.00M.10.0.110.09.16.09.0")]
    [InlineData(KnownStreams.Av1High444, 160, 90, 8, "av01.1.00M.08.0.000.02.02.02.1")]
    public void Av1_IsReadWrittenAgainAndBuiltAnew(string hex, int width, int height, int bits, string codec)
    {
        var bytes = KnownStreams.Bytes(hex);

        Assert.True(Av1CodecConfiguration.TryRead(bytes, out var record));
        Assert.True(record.TryReadSequenceHeader(out var header));
        Assert.True(Av1CodecConfiguration.TryCreate(record.Units.Span, out var built));

        Assert.Equal((width, height, bits), (header.Width, header.Height, header.BitDepth));
        Assert.Equal(bytes, record.ToArray());
        Assert.Equal(bytes, built.ToArray());
        Assert.Equal(codec, CodecString.For(new(Foundation.TrackKind.Video, Foundation.Codec.Av1, 90_000, bytes)));
    }

    [Theory]
    [InlineData("0a0a00000003b50d936be401 320410002168", true)]
    [InlineData("320410002168", false)]
    [InlineData("0a0a00000003b50d936be401 320430002168", false)]
    [InlineData("0a0a00000003b50d936be401 320490002168", false)]
    [InlineData("0a0a00000003b50d936be401", false)]
    [InlineData("0aff", false)]
    public void Av1RandomAccess_NeedsASequenceHeaderAndAShownKeyFrame(string unit, bool expected) =>
        Assert.Equal(expected, Av1.IsRandomAccess(KnownStreams.Bytes(unit)));

    private static void WriteExpGolomb(ref Foundation.BitWriter writer, uint value)
    {
        var bits = System.Numerics.BitOperations.Log2(value + 1);
        writer.WriteBits(0, bits);
        writer.WriteBits(value + 1, bits + 1);
    }
}
