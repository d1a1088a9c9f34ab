using System.Diagnostics;
using Headwater.Formats.Nut;
using Headwater.Foundation;
using Headwater.Live.Transcoding;
using Headwater.Plans;

namespace Headwater.Transcoder.Ffmpeg.Tests;

public sealed class FfmpegTranscoderTests
{
    private static readonly LadderPlan _twoRungs = new()
    {
        Video =
        [
            new VideoRenditionPlan { Name = "high", Width = 192, Height = 108, BitsPerSecond = 300_000 },
            new VideoRenditionPlan { Name = "low", Width = 128, Height = 72, BitsPerSecond = 150_000 },
        ],
        Audio = [new AudioRenditionPlan { Name = "sound", BitsPerSecond = 96_000 }],
        GopDuration = TimeSpan.FromSeconds(1),
        Preset = EncoderPreset.Ultrafast,
    };

    [Fact]
    public async Task Session_TwoRungsAndSound_KeepsEveryTimeAndAlignsRandomAccessOnTheUtcGrid()
    {
        var clip = await SourceClip.MakeAsync();

        var encoding = await Encoding.RunAsync(Encoding.Job(clip, _twoRungs), clip.Samples);

        Assert.True(encoding.Exit.Reason == TranscoderExitReason.Completed, encoding.Exit.Detail);
        for (var output = 0; output < 2; output++)
        {
            Assert.Equal(clip.VideoTimes, encoding.Samples(output).Select(sample => sample.PresentationTicks).Order());
            Assert.Equal(ExpectedKeys(clip.VideoTimes, 90_000), encoding.Keys(output));
            AssertDecodable(encoding.Samples(output));
        }

        AssertSound(encoding.Samples(2));
    }

    [Fact]
    public async Task Session_BFramesInSourceAndRendition_KeepsEveryTimeWithGrowingDecodeTimes()
    {
        var clip = await SourceClip.MakeAsync(2, "-c:v libx264 -preset ultrafast -bf 3 -g 30 -x264-params scenecut=0:b-adapt=0");
        Assert.Contains(clip.Samples, sample => sample.PresentationTicks > sample.DecodeTicks);
        var ladder = _twoRungs with { LowLatency = false, Video = [_twoRungs.Video[0] with { BFrames = 2 }, _twoRungs.Video[1] with { BFrames = 3, Profile = "high" }] };

        var encoding = await Encoding.RunAsync(Encoding.Job(clip, ladder), clip.Samples);

        Assert.True(encoding.Exit.Reason == TranscoderExitReason.Completed, encoding.Exit.Detail);
        for (var output = 0; output < 2; output++)
        {
            Assert.Equal(clip.VideoTimes, encoding.Samples(output).Select(sample => sample.PresentationTicks).Order());
            Assert.Equal(ExpectedKeys(clip.VideoTimes, 90_000), encoding.Keys(output));
            Assert.Contains(encoding.Samples(output), sample => sample.PresentationTicks > sample.DecodeTicks);
            AssertDecodable(encoding.Samples(output));
        }
    }

    [Fact]
    public async Task Session_H265_GivesSamplesThatADecoderTakes()
    {
        var clip = await SourceClip.MakeAsync(1.5, audio: false);
        var ladder = _twoRungs with { Video = [_twoRungs.Video[0] with { Codec = Codec.H265 }, _twoRungs.Video[1]] };

        var encoding = await Encoding.RunAsync(Encoding.Job(clip, ladder), clip.Samples);

        Assert.True(encoding.Exit.Reason == TranscoderExitReason.Completed, encoding.Exit.Detail);
        Assert.Equal(clip.VideoTimes, encoding.Samples(0).Select(sample => sample.PresentationTicks).Order());
        Assert.Equal(encoding.Keys(1), encoding.Keys(0));
        Assert.Equal(Codec.H265, encoding.Formats[0].Format.Codec);
        Assert.Empty(encoding.Samples(2));
        await AssertDecoderTakesAsync(encoding, 0);
        await AssertDecoderTakesAsync(encoding, 1);
    }

    [Fact]
    public async Task Session_H265WithBFrames_HasGrowingDecodeTimes()
    {
        var clip = await SourceClip.MakeAsync(1.5, audio: false);
        var ladder = _twoRungs with { LowLatency = false, Video = [_twoRungs.Video[0] with { Codec = Codec.H265, BFrames = 3 }] };

        var encoding = await Encoding.RunAsync(Encoding.Job(clip, ladder), clip.Samples);

        Assert.Equal(clip.VideoTimes, encoding.Samples(0).Select(sample => sample.PresentationTicks).Order());
        Assert.Contains(encoding.Samples(0), sample => sample.PresentationTicks > sample.DecodeTicks);
        AssertDecodable(encoding.Samples(0));
    }

    [Fact]
    public async Task Session_H265Source_IsDecoded()
    {
        var clip = await SourceClip.MakeAsync(1, "-c:v libx265 -preset ultrafast -x265-params log-level=error:bframes=2:keyint=30", audio: false);

        var encoding = await Encoding.RunAsync(Encoding.Job(clip, _twoRungs), clip.Samples);

        Assert.True(encoding.Exit.Reason == TranscoderExitReason.Completed, encoding.Exit.Detail);
        Assert.Equal(clip.VideoTimes, encoding.Samples(0).Select(sample => sample.PresentationTicks).Order());
    }

    [Fact]
    public async Task Session_Resumed_BeginsEachOutputAtTheFirstFrameFromItsTimeOnWithARandomAccessPoint()
    {
        var clip = await SourceClip.MakeAsync();
        var whole = await Encoding.RunAsync(Encoding.Job(clip, _twoRungs), clip.Samples);
        long[] ends = [clip.VideoTimes[40] + 1, clip.VideoTimes[55] + 1, whole.Samples(2)[70].PresentationTicks];

        var resumed = await Encoding.RunAsync(Encoding.Job(clip, _twoRungs) with { ResumeAt = [ends[0], ends[1], ends[2]] }, clip.Samples);

        Assert.True(resumed.Exit.Reason == TranscoderExitReason.Completed, resumed.Exit.Detail);
        Assert.Equal(clip.VideoTimes.Skip(41), resumed.Samples(0).Select(sample => sample.PresentationTicks));
        Assert.Equal(clip.VideoTimes.Skip(56), resumed.Samples(1).Select(sample => sample.PresentationTicks));
        Assert.Equal(whole.Samples(2).Skip(70).Select(sample => sample.PresentationTicks), resumed.Samples(2).Select(sample => sample.PresentationTicks));
        Assert.Equal(ExpectedKeys([.. clip.VideoTimes.Skip(41)], 90_000), resumed.Keys(0));
        Assert.Equal(ExpectedKeys([.. clip.VideoTimes.Skip(56)], 90_000), resumed.Keys(1));
        Assert.All(whole.Formats.Keys, output => Assert.Equal(whole.Formats[output], resumed.Formats[output]));
    }

    [Fact]
    public async Task Session_AskedForAFrameRate_GivesFramesOnItsUtcGrid()
    {
        var clip = await SourceClip.MakeAsync(2, audio: false);
        var ladder = _twoRungs with { Video = [_twoRungs.Video[0] with { FrameRate = new FrameRate(25, 1) }, _twoRungs.Video[1] with { FrameRate = new FrameRate(30_000, 1_001) }] };

        var encoding = await Encoding.RunAsync(Encoding.Job(clip, ladder), clip.Samples);

        Assert.True(encoding.Exit.Reason == TranscoderExitReason.Completed, encoding.Exit.Detail);
        Assert.All(encoding.Samples(0), sample => Assert.Equal(0, sample.PresentationTicks % 3_600));
        Assert.All(encoding.Samples(1), sample => Assert.Equal(0, sample.PresentationTicks % 3_003));
        for (var output = 0; output < 2; output++)
        {
            var times = encoding.Samples(output).Select(sample => sample.PresentationTicks).ToList();
            Assert.InRange(times[0], clip.VideoTimes[0], clip.VideoTimes[0] + 3_600);
            Assert.InRange(times[^1], clip.VideoTimes[^1] - 3_600, clip.VideoTimes[^1] + 3_600);
            Assert.Single(times.Zip(times.Skip(1), (first, second) => second - first).Distinct());
            Assert.Equal(ExpectedKeys(times, 90_000), encoding.Keys(output));
        }
    }

    [Fact]
    public async Task Session_ResumedWithAFrameRate_GoesOnAlongTheSameGrid()
    {
        var clip = await SourceClip.MakeAsync(2, audio: false);
        var ladder = _twoRungs with { Video = [_twoRungs.Video[0] with { FrameRate = new FrameRate(25, 1) }] };
        var whole = await Encoding.RunAsync(Encoding.Job(clip, ladder), clip.Samples);

        var resumed = await Encoding.RunAsync(Encoding.Job(clip, ladder) with { ResumeAt = [whole.Samples(0)[19].PresentationTicks + 1] }, clip.Samples);

        Assert.Equal(whole.Samples(0).Skip(20).Select(sample => sample.PresentationTicks), resumed.Samples(0).Select(sample => sample.PresentationTicks));
        Assert.True(resumed.Samples(0)[0].RandomAccess);
    }

    [Fact]
    public async Task Session_ConstantRate_IsKept()
    {
        var clip = await SourceClip.MakeAsync(4, audio: false);
        var ladder = _twoRungs with { Video = [_twoRungs.Video[0] with { BitsPerSecond = 120_000 }, _twoRungs.Video[1] with { BitsPerSecond = 60_000 }] };

        var encoding = await Encoding.RunAsync(Encoding.Job(clip, ladder), clip.Samples);

        for (var output = 0; output < 2; output++)
        {
            var bits = encoding.Samples(output).Skip(30).Sum(sample => sample.Payload.Length * 8.0);
            Assert.InRange(bits / 3 / ladder.Video[output].BitsPerSecond, 0.7, 1.3);
        }
    }

    [Fact]
    public async Task Session_OddGopDistance_KeepsTheGrid()
    {
        var clip = await SourceClip.MakeAsync(2.5, audio: false);

        var encoding = await Encoding.RunAsync(Encoding.Job(clip, _twoRungs with { GopDuration = TimeSpan.FromMilliseconds(640) }), clip.Samples);

        Assert.Equal(ExpectedKeys(clip.VideoTimes, 57_600), encoding.Keys(0));
    }

    [Fact]
    public async Task Start_ProgramMissing_SaysHowToMendIt()
    {
        var clip = await SourceClip.MakeAsync(0.2);
        var transcoder = Encoding.Transcoder(new FfmpegOptions { Executable = "no-such-ffmpeg" });

        var exception = await Assert.ThrowsAsync<IOException>(async () => await transcoder.StartAsync(Encoding.Job(clip, _twoRungs), CancellationToken.None));

        Assert.Contains("no-such-ffmpeg", exception.Message, StringComparison.Ordinal);
        Assert.Contains("install ffmpeg", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoTrackForAnyRendition_IsRefused()
    {
        var clip = await SourceClip.MakeAsync(0.2);
        var job = Encoding.Job(clip, _twoRungs with { Audio = [] });

        await Assert.ThrowsAsync<IOException>(async () => await Encoding.Transcoder().StartAsync(job with { Sources = [clip.Formats[1]] }, CancellationToken.None));
    }

    [Theory]
    [InlineData(EncoderKind.Nvenc)]
    [InlineData(EncoderKind.Vaapi)]
    [InlineData(EncoderKind.Qsv)]
    public async Task Start_HardwareThatTheMachineLacks_IsRefusedInWords(EncoderKind kind)
    {
        Assert.SkipWhen(Directory.Exists("/dev/dri") || File.Exists("/dev/nvidiactl"), "this machine has encoder hardware");
        var clip = await SourceClip.MakeAsync(0.2);

        var exception = await Assert.ThrowsAsync<IOException>(
            async () => await Encoding.Transcoder().StartAsync(Encoding.Job(clip, _twoRungs with { Encoder = kind }), CancellationToken.None));

        Assert.Contains("software encoding", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Hands an output to a decoder and counts the pictures that come out.</summary>
    private static async Task AssertDecoderTakesAsync(Encoding encoding, int output)
    {
        var format = encoding.Formats[output].Format;
        var file = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new NutWriter([SourceStream.Of(format)]);
        writer.WriteHeader(file);
        var first = encoding.Samples(output)[0].PresentationTicks;
        foreach (var sample in encoding.Samples(output))
        {
            writer.WriteFrame(file, 0, sample.PresentationTicks - first, sample.RandomAccess, sample.Payload.Span);
        }

        using var process = Process.Start(new ProcessStartInfo(
            "ffmpeg", ["-loglevel", "warning", "-xerror", "-f", "nut", "-i", "pipe:0", "-f", "framecrc", "-"])
        {
            RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var listing = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(file.WrittenMemory);
        process.StandardInput.Close();
        var frames = (await listing).Split('\n').Count(line => line.Length > 0 && line[0] != '#');

        Assert.Equal("", await errors);
        Assert.Equal(encoding.Samples(output).Count, frames);
    }

    internal static IEnumerable<long> ExpectedKeys(IReadOnlyList<long> times, long distance)
    {
        var last = long.MinValue;
        foreach (var time in times)
        {
            if (last == long.MinValue || time / distance > last / distance)
            {
                last = time;
                yield return time;
            }
        }
    }

    internal static void AssertDecodable(IReadOnlyList<MediaSample> samples)
    {
        Assert.All(samples, sample => Assert.True(sample.PresentationTicks >= sample.DecodeTicks));
        Assert.All(samples.Zip(samples.Skip(1)), pair => Assert.True(pair.Second.DecodeTicks > pair.First.DecodeTicks));
    }

    private static void AssertSound(IReadOnlyList<MediaSample> samples)
    {
        Assert.InRange(samples.Count, 120, 150);
        Assert.All(samples, sample => Assert.Equal(0, sample.PresentationTicks % 1_024));
        Assert.All(samples.Zip(samples.Skip(1)), pair => Assert.Equal(1_024, pair.Second.DecodeTicks - pair.First.DecodeTicks));
    }
}
