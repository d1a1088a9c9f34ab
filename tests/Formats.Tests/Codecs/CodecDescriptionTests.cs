using Headwater.Foundation;
using Headwater.Formats.Codecs;

namespace Headwater.Formats.Tests.Codecs;

public sealed class CodecDescriptionTests
{
    [Theory]
    [InlineData(Codec.H264, KnownStreams.AvcHigh, "avc1.64000b", 162, 90)]
    [InlineData(Codec.H264, KnownStreams.AvcBaseline, "avc1.42c00d", 320, 180)]
    [InlineData(Codec.Av1, KnownStreams.Av1Main, "av01.0.00M.08", 162, 90)]
    public void Video_IsNamedAndDescribed(Codec codec, string hex, string name, int width, int height)
    {
        var format = new TrackFormat(TrackKind.Video, codec, 90_000, KnownStreams.Bytes(hex));

        Assert.True(CodecDescription.TryReadVideo(format, out var video));
        Assert.False(CodecDescription.TryReadAudio(format, out _));

        Assert.Equal((width, height), (video.Width, video.Height));
        Assert.Equal(name, CodecString.For(format));
    }

    [Fact]
    public void H265_IsDescribed()
    {
        Assert.True(CodecDescription.TryReadVideo(new(TrackKind.Video, Codec.H265, 90_000, KnownStreams.Hevc(KnownStreams.HevcMain)), out var video));

        Assert.Equal((1920, 1080, 2), (video.Width, video.Height, video.ReorderFrames));
        Assert.Equal(new FramesPerSecond(30_000, 1_001), video.FrameRate);
    }

    [Theory]
    [InlineData(Codec.Aac, "1190", "mp4a.40.2", 48_000, 2, 1_024)]
    [InlineData(Codec.Aac, "2b118800", "mp4a.40.5", 48_000, 2, 2_048)]
    [InlineData(Codec.Opus, KnownStreams.OpusStereo, "opus", 48_000, 2, 0)]
    [InlineData(Codec.Ac3, KnownStreams.Ac3Surround, "ac-3", 48_000, 6, 1_536)]
    [InlineData(Codec.Eac3, KnownStreams.Eac3Surround, "ec-3", 48_000, 6, 0)]
    public void Audio_IsNamedAndDescribed(Codec codec, string hex, string name, int rate, int channels, int samples)
    {
        var format = new TrackFormat(TrackKind.Audio, codec, 48_000, KnownStreams.Bytes(hex));

        Assert.True(CodecDescription.TryReadAudio(format, out var audio));

        Assert.Equal((rate, channels, samples), (audio.SampleRate, audio.Channels, audio.SamplesPerFrame));
        Assert.Equal(name, CodecString.For(format));
    }

    [Theory]
    [InlineData(Codec.Unknown)]
    [InlineData(Codec.H264)]
    [InlineData(Codec.H265)]
    [InlineData(Codec.Av1)]
    [InlineData(Codec.Aac)]
    [InlineData(Codec.Opus)]
    [InlineData(Codec.Ac3)]
    [InlineData(Codec.Eac3)]
    public void Description_WithoutAConfiguration_IsNone(Codec codec) =>
        Assert.False(CodecDescription.TryRead(new(TrackKind.Video, codec, 1_000, default), out _));

    [Theory]
    [InlineData(Codec.H264, "0142c00dfde0", "000165", true)]
    [InlineData(Codec.H264, "0142c00dfde0", "000141", false)]
    [InlineData(Codec.H264, "0142c00dffe0", "0000000165", true)]
    [InlineData(Codec.H265, "", "000000022601", true)]
    [InlineData(Codec.H265, "", "000000020201", false)]
    public void RandomAccessPoint_UsesTheLengthSizeOfTheConfiguration(Codec codec, string configuration, string sample, bool expected) =>
        Assert.Equal(expected, RandomAccessPoint.IsAt(new(TrackKind.Video, codec, 90_000, KnownStreams.Bytes(configuration)), KnownStreams.Bytes(sample)));

    [Fact]
    public void RandomAccessPoint_OfSound_IsEverySample() =>
        Assert.True(RandomAccessPoint.IsAt(new(TrackKind.Audio, Codec.Aac, 48_000, default), [1]));
}
