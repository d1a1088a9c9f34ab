using System.Buffers;
using CsCheck;
using Headwater.Foundation;
using Headwater.Formats.Codecs;

namespace Headwater.Formats.Tests.Codecs;

public sealed class AudioConfigurationTests
{
    public static TheoryData<string, int, int, int, int, string> AacCases => new()
    {
        { "1190", 48_000, 48_000, 2, 1_024, "mp4a.40.2" },
        { "1210", 44_100, 44_100, 2, 1_024, "mp4a.40.2" },
        { "1188", 48_000, 48_000, 1, 1_024, "mp4a.40.2" },
        { "11b0", 48_000, 48_000, 6, 1_024, "mp4a.40.2" },
        { "11b8", 48_000, 48_000, 8, 1_024, "mp4a.40.2" },
        { "1194", 48_000, 48_000, 2, 960, "mp4a.40.2" },
        { "178061a810", 50_000, 50_000, 2, 1_024, "mp4a.40.2" },
        { "2b118800", 24_000, 48_000, 2, 2_048, "mp4a.40.5" },
        { "eb098800", 24_000, 48_000, 2, 2_048, "mp4a.40.29" },
        { "131056e598", 24_000, 48_000, 2, 2_048, "mp4a.40.2" },
        { "130856e59d4880", 24_000, 48_000, 2, 2_048, "mp4a.40.2" },
    };

    [Theory]
    [MemberData(nameof(AacCases))]
    public void AudioSpecificConfig_IsReadAndWrittenAgain(string hex, int rate, int outputRate, int channels, int samples, string codec)
    {
        var bytes = KnownStreams.Bytes(hex);

        Assert.True(AudioSpecificConfig.TryRead(bytes, out var config));

        Assert.Equal(rate, config.SampleRate);
        Assert.Equal(outputRate, config.OutputSampleRate);
        Assert.Equal(channels, config.OutputChannels);
        Assert.Equal(samples, config.SamplesPerFrame);
        Assert.Equal(bytes, config.ToArray());
        Assert.Equal(codec, CodecString.For(new(TrackKind.Audio, Codec.Aac, (uint)rate, bytes)));
    }

    [Theory]
    [InlineData("118004c4040021100d4c61766335392e33372e31303056e500", 4)]
    [InlineData("118004c808002008840d4c61766335392e33372e31303056e500", 6)]
    [InlineData("11b856e500", 8)]
    public void AudioSpecificConfig_WithMoreBehind_TellsItsChannels(string hex, int channels)
    {
        Assert.True(AudioSpecificConfig.TryRead(KnownStreams.Bytes(hex), out var config));

        Assert.Equal(channels, config.OutputChannels);
        Assert.Equal(AacExtensionSignalling.None, config.Extension);
    }

    [Theory]
    [InlineData("")]
    [InlineData("11")]
    [InlineData("0190")]
    [InlineData("1690")]
    [InlineData("2b11")]
    [InlineData("1180")]
    public void AudioSpecificConfig_OfNoKind_IsRefused(string hex) => Assert.False(AudioSpecificConfig.TryRead(KnownStreams.Bytes(hex), out _));

    [Fact]
    public void AudioSpecificConfig_Written_IsReadEqual() =>
        Gen.Select(Gen.Int[1, 192_000], Gen.Int[1, 6]).Sample((rate, channels) =>
            AudioSpecificConfig.ForLowComplexity(rate, channels) is var config
            && AudioSpecificConfig.TryRead(config.ToArray(), out var read) && read == config);

    [Fact]
    public void Adts_OfAnEncoder_IsReadAndWrittenAgain()
    {
        // The two bits before the last two of the length say how full the buffer is: this encoder says variable.
        var bytes = KnownStreams.Bytes("fff150802b3ffc");

        Assert.Equal(OperationStatus.Done, AdtsHeader.Read(bytes, out var header));
        Assert.True(AdtsHeader.TryCreate(header.ToAudioSpecificConfig(), header.FrameLength - AdtsHeader.Length, out var made));
        var written = new byte[7];
        made.Write(written);

        Assert.Equal(new AdtsHeader(2, 44_100, 2, 7, 345, 1), header);
        Assert.Equal(header, made);
        Assert.Equal(bytes, written);
        Assert.Equal("1210", Convert.ToHexString(header.ToAudioSpecificConfig().ToArray()));
    }

    [Fact]
    public void Adts_EveryPrefix_AsksForMore()
    {
        var bytes = KnownStreams.Bytes("fff150802b3ffc");
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, AdtsHeader.Read(bytes.AsSpan(0, length), out _));
        }
    }

    [Theory]
    [InlineData("00")]
    [InlineData("ff00")]
    [InlineData("fff350802b3ffc")]
    [InlineData("fff174802b3ffc")]
    [InlineData("fff15080001ffc")]
    public void Adts_OfNoKind_IsRefused(string hex) =>
        Assert.Equal(OperationStatus.InvalidData, AdtsHeader.Read(KnownStreams.Bytes(hex), out _));

    [Theory]
    [InlineData(50_000, 2, 100)]
    [InlineData(48_000, 2, 8_185)]
    public void Adts_OfWhatItCannotSay_IsRefused(int rate, int channels, int length) =>
        Assert.False(AdtsHeader.TryCreate(AudioSpecificConfig.ForLowComplexity(rate, channels), length, out _));

    [Theory]
    [InlineData(KnownStreams.OpusStereo, "000201380000bb80000000", 2)]
    [InlineData(KnownStreams.OpusSurround, "000601380000bb80000001040200010302" + "0405", 6)]
    public void OpusHead_IsTheSameInBothOrders(string hex, string box, int channels)
    {
        var bytes = KnownStreams.Bytes(hex);

        Assert.True(OpusHead.TryRead(bytes, out var head));
        Assert.True(OpusHead.TryReadBox(KnownStreams.Bytes(box), out var fromBox));

        Assert.Equal((channels, 312, 48_000u), (head.Channels, head.PreSkip, head.InputSampleRate));
        Assert.Equal(bytes, head.ToArray());
        Assert.Equal(bytes, fromBox.ToArray());
        Assert.Equal(KnownStreams.Bytes(box), head.ToBoxArray());
    }

    [Theory]
    [InlineData("fcb4", 960)]
    [InlineData("08", 960)]
    [InlineData("19", 5_760)]
    [InlineData("7a", 1_920)]
    [InlineData("8303", 360)]
    [InlineData("e0", 120)]
    public void OpusPacket_TellsItsSamples(string hex, int expected)
    {
        Assert.True(OpusPacket.TryReadSamples(KnownStreams.Bytes(hex), out var samples));
        Assert.Equal(expected, samples);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fb")]
    [InlineData("fb00")]
    [InlineData("1b03")]
    public void OpusPacket_OfNoKind_IsRefused(string hex) => Assert.False(OpusPacket.TryReadSamples(KnownStreams.Bytes(hex), out _));

    [Theory]
    [InlineData("0b77b50b1e40ebf8", false, 1_792, 48_000, 6, 448_000, 1_536, "103de0")]
    [InlineData("0b77d80e544043e1", false, 834, 44_100, 2, 191_559, 1_536, "501140")]
    [InlineData("0b7702ff3f87c000", true, 1_536, 48_000, 6, 384_000, 1_536, "0c00200f00")]
    public void Ac3SyncFrame_IsReadAndDescribed(
        string hex, bool enhanced, int length, int rate, int channels, int bitsPerSecond, int samples, string configuration)
    {
        Assert.Equal(OperationStatus.Done, Ac3SyncFrame.Read(KnownStreams.Bytes(hex), out var frame));

        Assert.Equal((enhanced, length, rate, channels), (frame.Enhanced, frame.FrameLength, frame.SampleRate, frame.Channels));
        Assert.Equal((bitsPerSecond, samples), (frame.BitsPerSecond, frame.Samples));
        Assert.Equal(configuration, Convert.ToHexStringLower(frame.ToConfiguration()));
    }

    [Fact]
    public void Ac3SyncFrame_EveryPrefix_AsksForMore()
    {
        var bytes = KnownStreams.Bytes("0b77b50b1e40ebf8");
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, Ac3SyncFrame.Read(bytes.AsSpan(0, length), out _));
        }
    }

    [Theory]
    [InlineData("0c")]
    [InlineData("0b78")]
    [InlineData("0b77b50bde40ebf8")]
    [InlineData("0b77b50b2840ebf8")]
    [InlineData("0b77b50b1ef8ebf8")]
    [InlineData("0b77c2ff3f87c000")]
    public void Ac3SyncFrame_OfNoKind_IsRefused(string hex) =>
        Assert.Equal(OperationStatus.InvalidData, Ac3SyncFrame.Read(KnownStreams.Bytes(hex), out _));
}
