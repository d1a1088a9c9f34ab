using Headwater.Formats.Tests.Mp4.Support;

namespace Headwater.Formats.Tests.Mp4;

/// <summary>Clips made by ffmpeg, read and written anew by us, must be the very same packets to ffprobe.</summary>
public sealed class FfprobeOracleTests
{
    private const string Fragmented = "+frag_keyframe+empty_moov+default_base_moof";

    [Theory]
    [InlineData("-c:v libx264 -profile:v high -bf 2 -g 12", 5)]
    [InlineData("-c:v libx264 -profile:v baseline -bf 0 -g 10", 1)]
    [InlineData("-c:v libx264 -bf 3 -g 12 -x264-params open-gop=0:bframes=3", 100)]
    public async Task Video_WrittenAnew_IsTheSamePackets(string encoder, int samplesPerChunk)
    {
        var source = await Ffmpeg.MakeAsync(
            "mp4", ["-f", "lavfi", "-i", "testsrc2=size=162x90:rate=25:duration=1", .. encoder.Split(' '), "-pix_fmt", "yuv420p", "-movflags", Fragmented]);
        var clip = Clip.Read(source);

        var ours = clip.Write(samplesPerChunk);

        var expected = await Ffmpeg.ProbePacketsAsync(source);
        Assert.Equal(25, expected.TrimEnd().Split('\n').Length);
        Assert.Equal(expected, await Ffmpeg.ProbePacketsAsync(ours));
    }

    [Theory]
    [InlineData("-c:v libx265 -preset ultrafast -tag:v hvc1 -x265-params log-level=none:keyint=10:bframes=2", 4)]
    [InlineData("-c:v libsvtav1 -preset 12 -g 10", 3)]
    public async Task OtherVideo_WrittenAnew_IsTheSamePackets(string encoder, int samplesPerChunk)
    {
        var source = await Ffmpeg.MakeAsync(
            "mp4",
            ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=0.8", .. encoder.Split(' '), "-pix_fmt", "yuv420p", "-movflags", "+frag_keyframe+delay_moov+default_base_moof+negative_cts_offsets"]);
        var clip = Clip.Read(source);

        var ours = clip.Write(samplesPerChunk);

        Assert.NotNull(Headwater.Formats.Codecs.CodecString.For(clip.Track.Format!));
        foreach (var sample in clip.Samples)
        {
            Assert.Equal(sample.RandomAccess, Headwater.Formats.Codecs.RandomAccessPoint.IsAt(clip.Track.Format!, sample.Payload.Span));
        }

        Assert.Equal(await Ffmpeg.ProbePacketsAsync(source), await Ffmpeg.ProbePacketsAsync(ours));
    }

    [Theory]
    [InlineData("-c:a libopus -ac 2")]
    [InlineData("-c:a ac3 -ac 6")]
    [InlineData("-c:a eac3 -ac 6")]
    public async Task OtherAudio_WrittenAnew_IsDecodedTheSame(string encoder)
    {
        var source = await Ffmpeg.MakeAsync(
            "mp4",
            ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=0.5", .. encoder.Split(' '), "-frag_duration", "200000", "-movflags", "+delay_moov+default_base_moof"]);
        var clip = Clip.Read(source);

        var ours = clip.Write(4);

        // An edit list shifts the source's times, so only what does not move is compared.
        string[] steady = ["-show_packets", "-show_data_hash", "md5", "-show_entries", "packet=size,flags,data_hash:stream=codec_name,sample_rate,channels"];
        Assert.Equal(clip.Samples.Count, (await Ffmpeg.ProbePacketsAsync(ours)).TrimEnd().Split('\n').Length);
        Assert.Equal(WithoutDiscard(await Ffmpeg.ProbeAsync(source, steady)), WithoutDiscard(await Ffmpeg.ProbeAsync(ours, steady)));
    }

    [Fact]
    public async Task Times_OfALiveTimeline_AreKeptInFull()
    {
        const long Epoch = 161_583_012_000_000;
        var source = await Ffmpeg.MakeAsync(
            "mp4", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=0.4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-video_track_timescale", "90000", "-movflags", Fragmented);
        var clip = Clip.Read(source);

        var packets = await Ffmpeg.ProbeAsync(clip.Write(3, Epoch), "-show_packets", "-show_entries", "packet=pts,dts");

        Assert.Equal(
            clip.Samples.Select(s => $"{s.PresentationTicks + Epoch},{s.DecodeTicks + Epoch}"),
            packets.TrimEnd().Split('\n').Select(line => line.TrimEnd(',')));
    }

    [Fact]
    public async Task TwoTracksOfOneFile_AreTakenApart()
    {
        var source = await Ffmpeg.MakeAsync(
            "mp4",
            "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=0.8", "-f", "lavfi", "-i", "sine=sample_rate=48000:duration=0.8",
            "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "10", "-c:a", "aac", "-metadata:s:a:0", "language=deu", "-movflags", "+frag_keyframe+empty_moov");

        var video = Clip.Read(source, 0);
        var audio = Clip.Read(source, 1);

        Assert.Equal(("vide", "soun", "deu"), (video.Track.Handler.ToString(), audio.Track.Handler.ToString(), audio.Track.Language));
        Assert.Equal(20, video.Samples.Count);
        // Durations are ffprobe's own guess where the encoder's first packet is a gap long, so they are left out.
        string[] packets = ["-select_streams", "a:0", "-show_packets", "-show_data_hash", "md5", "-show_entries", "packet=pts,dts,size,flags,data_hash"];
        Assert.Equal(await Ffmpeg.ProbeAsync(source, packets), await Ffmpeg.ProbeAsync(audio.Write(7), packets));
    }

    [Fact]
    public async Task GStreamersFile_WrittenAnew_IsTheSamePackets()
    {
        var source = await Ffmpeg.MakeWithGStreamerAsync(
            "videotestsrc num-buffers=25 ! video/x-raw,width=160,height=90,framerate=25/1 ! x264enc bframes=2 key-int-max=10 ! h264parse ! mp4mux fragment-duration=400 ! filesink location=");
        var clip = Clip.Read(source);

        Assert.Equal(25, clip.Samples.Count);
        Assert.Equal("avc1", clip.Track.SampleEntry.ToString());
        var ours = await Ffmpeg.ProbeAsync(clip.Write(6), "-show_packets", "-show_data_hash", "md5", "-show_entries", "packet=size,flags,data_hash");
        Assert.Equal(await Ffmpeg.ProbeAsync(source, "-show_packets", "-show_data_hash", "md5", "-show_entries", "packet=size,flags,data_hash"), ours);
    }

    // The source's edit list marks what is played only to prime the decoder.
    private static string WithoutDiscard(string packets) => packets.Replace("K_D", "K__", StringComparison.Ordinal).Replace("KD", "K_", StringComparison.Ordinal);

    [Theory]
    [InlineData("-c:a aac -b:a 64k", 10)]
    [InlineData("-c:a aac -b:a 64k -ac 1 -ar 22050", 1)]
    public async Task Audio_WrittenAnew_IsTheSamePackets(string encoder, int samplesPerChunk)
    {
        var source = await Ffmpeg.MakeAsync(
            "mp4", ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=1", "-ac", "2", .. encoder.Split(' '), "-frag_duration", "300000", "-movflags", "+empty_moov+default_base_moof"]);
        var clip = Clip.Read(source);

        var ours = clip.Write(samplesPerChunk);

        var expected = await Ffmpeg.ProbePacketsAsync(source);
        Assert.True(expected.Split('\n').Length > 20);
        Assert.Equal(expected, await Ffmpeg.ProbePacketsAsync(ours));
    }
}
