using Headwater.Foundation;
using Headwater.Live.Transcoding;
using Headwater.Plans;

namespace Headwater.Transcoder.Ffmpeg.Tests;

public sealed class FfmpegCommandTests
{
    private const string Head = "-hide_banner -nostdin -nostats -loglevel warning";
    private const string Input = "-thread_type slice -probesize 32768 -analyzeduration 0 -copyts -f nut -i unix:/s/in";
    private const string Nut = "-avoid_negative_ts disabled -flush_packets 1 -strict experimental -f nut -syncpoints none -write_index 0 unix:/s/";
    private const string Scale = "scale=w='2*round(min(640,360*dar)/2)':h='2*round(min(360,640/dar)/2)',pad=640:360:-1:-1,setsar=1,format=";

    private static readonly VideoRenditionPlan _video = new() { Name = "v", Width = 640, Height = 360, BitsPerSecond = 800_000 };

    private static readonly LadderPlan _ladder = new() { Video = [_video], Audio = [new AudioRenditionPlan { Name = "a" }] };

    // 0.5 s after an even second; the grid of two seconds lies 0.25 s ahead of the anchor, which lies 0.25 s ahead of the start.
    private static readonly TranscodeJob _job = new()
    {
        Name = "job",
        Sources =
        [
            new TrackFormat(TrackKind.Video, Codec.H264, 90_000, ReadOnlyMemory<byte>.Empty),
            new TrackFormat(TrackKind.Audio, Codec.Aac, 48_000, ReadOnlyMemory<byte>.Empty),
        ],
        Ladder = _ladder,
        Start = new MediaTime(1_800_000_000L * 90_000 + 45_000, 90_000),
    };

    [Fact]
    public void Build_OneRungAndSound_IsTheWholeCommand() => Assert.Equal(
        $"{Head} {Input} "
        + $"-map 0:v:0 -vf {Scale}yuv420p -vsync passthrough -enc_time_base 1:90000 "
        + "-force_key_frames expr:if(lte(n,1)+isnan(prev_forced_t),1,gt(floor((t+0.250002)/2),floor((prev_forced_t+0.250002)/2))) "
        + "-c:v libx264 -preset veryfast -tune zerolatency -forced-idr 1 -x264-params keyint=infinite:min-keyint=1:scenecut=0:open-gop=0 "
        + $"-g 1000000 -bf 0 -b:v 800000 -maxrate 800000 -bufsize 1600000 {Nut}out0 "
        + "-map 0:a:0 -af aresample=48000:async=1:min_hard_comp=0.05:first_pts=600576,aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts=stereo "
        + $"-c:a aac -b:a 128000 {Nut}out1",
        Build(_job));

    [Fact]
    public void Build_Resumed_SkipsWhatWasPublished()
    {
        var resume = (1_800_000_003L * 90_000) + 1;

        var command = Build(_job with { ResumeAt = [resume, 1_800_000_003L * 48_000 + 7] });

        // Twelve seconds of lead, three seconds and a tick later, less half a tick; the sound two frames earlier.
        Assert.Contains("select='eq(n,0)+gte(t,15.000005556)',scale=", command, StringComparison.Ordinal);
        Assert.Contains($"first_pts={(15 * 48_000) + 7 - 2_048}", command, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ResumeBeforeTheStart_IsNoResumption() =>
        Assert.DoesNotContain("select=", Build(_job with { ResumeAt = [1_800_000_000L * 90_000, null] }), StringComparison.Ordinal);

    [Theory]
    [InlineData("cbr", "-b:v 800000 -maxrate 800000 -bufsize 1600000")]
    [InlineData("cbr buffer", "-b:v 800000 -maxrate 800000 -bufsize 500000")]
    [InlineData("vbr", "-b:v 800000 -maxrate 1200000 -bufsize 2400000")]
    [InlineData("vbr without peak", "-b:v 800000 -maxrate 800000 -bufsize 1600000")]
    [InlineData("qvbr 10", "-crf 17 -maxrate 1200000 -bufsize 2400000")]
    [InlineData("qvbr 7", "-crf 22 -maxrate 1200000 -bufsize 2400000")]
    [InlineData("qvbr 1", "-crf 36 -maxrate 1200000 -bufsize 2400000")]
    public void Build_RateControl_ReadsAsX264KnowsIt(string name, string expected)
    {
        var video = name switch
        {
            "cbr" => _video,
            "cbr buffer" => _video with { BufferBits = 500_000 },
            "vbr" => _video with { RateControl = RateControl.Vbr, MaximumBitsPerSecond = 1_200_000 },
            "vbr without peak" => _video with { RateControl = RateControl.Vbr },
            _ => _video with { RateControl = RateControl.Qvbr, MaximumBitsPerSecond = 1_200_000, QualityLevel = int.Parse(name[5..]) },
        };

        Assert.Contains(" " + expected + " -avoid", Build(With(video)), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ForQuality_UsesBFramesProfileAndLevelAndNoTuning()
    {
        var command = Build(With(_video with { BFrames = 3, Profile = "high", Level = "3.1" }, ladder => ladder with { LowLatency = false }));

        Assert.DoesNotContain("zerolatency", command, StringComparison.Ordinal);
        Assert.Contains("-g 1000000 -bf 3 ", command, StringComparison.Ordinal);
        Assert.Contains("-bufsize 1600000 -profile:v high -level:v 3.1 ", command, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_H265_TellsLevelAndDepthInItsWay()
    {
        var command = Build(With(_video with { Codec = Codec.H265, Profile = "main10", Level = "4.1" }));

        Assert.Contains(
            "format=yuv420p10le ", command, StringComparison.Ordinal);
        Assert.Contains(
            "-c:v libx265 -preset veryfast -tune zerolatency -forced-idr 1 -x265-params keyint=-1:min-keyint=1:scenecut=0:open-gop=0:repeat-headers=0:log-level=warning:level-idc=4.1 -g",
            command, StringComparison.Ordinal);
        Assert.DoesNotContain("-level:v", command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PictureScaling.Fit, 50, "scale=w='2*round(min(640,360*dar)/2)':h='2*round(min(360,640/dar)/2)',pad=640:360:-1:-1,setsar=1,")]
    [InlineData(PictureScaling.Fit, 0, "scale=w='2*round(min(640,360*dar)/2)':h='2*round(min(360,640/dar)/2)':flags=bilinear,pad=640:360:-1:-1,setsar=1,")]
    [InlineData(PictureScaling.Stretch, 100, "scale=w=640:h=360:flags=lanczos,setsar=1,")]
    [InlineData(PictureScaling.Crop, 50, "scale=w='2*ceil(max(640,360*dar)/2)':h='2*ceil(max(360,640/dar)/2)',crop=640:360,setsar=1,")]
    public void Build_Scaling_ShapesThePicture(PictureScaling scaling, int sharpness, string expected) =>
        Assert.Contains(expected, Build(With(_video with { Width = 640, Height = 360, Scaling = scaling, Sharpness = sharpness })), StringComparison.Ordinal);

    [Theory]
    [InlineData(Codec.H264, false, "scenecut=0:open-gop=0:ref=3:qpmin=12:slices=4:rc-lookahead=30 ")]
    [InlineData(Codec.H264, true, "scenecut=0:open-gop=0:ref=3:qpmin=12:slices=4 ")]
    [InlineData(Codec.H265, false, "log-level=warning:ref=3:qpmin=12:slices=4:rc-lookahead=30 ")]
    public void Build_Tuning_SpeaksTheEncodersWords(Codec codec, bool lowLatency, string expected) =>
        Assert.Contains(
            expected,
            Build(With(_video with { Codec = codec, References = 3, LeastQuantizer = 12, Slices = 4, LookAhead = 30 }, ladder => ladder with { LowLatency = lowLatency })),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(EncoderKind.Nvenc, Codec.H264, "format=nv12 ", "-c:v h264_nvenc -preset p4 -tune ull -rc-lookahead 0 -no-scenecut 1 -forced-idr 1 -delay 0 -g 1000000 -bf 0 -rc cbr -b:v 800000")]
    [InlineData(EncoderKind.Nvenc, Codec.H265, "format=nv12 ", "-c:v hevc_nvenc -preset p4")]
    [InlineData(EncoderKind.Vaapi, Codec.H264, "format=nv12,hwupload ", "-c:v h264_vaapi -async_depth 1 -g 1000000 -bf 0 -rc_mode CBR -b:v 800000")]
    [InlineData(EncoderKind.Vaapi, Codec.H265, "format=nv12,hwupload ", "-c:v hevc_vaapi")]
    [InlineData(EncoderKind.Qsv, Codec.H264, "format=nv12 ", "-c:v h264_qsv -preset veryfast -async_depth 1 -look_ahead 0 -forced_idr 1 -g 1000000 -bf 0 -b:v 800000 -maxrate 800000")]
    [InlineData(EncoderKind.Qsv, Codec.H265, "format=nv12 ", "-c:v hevc_qsv")]
    public void Build_Hardware_NamesItsEncoderAndFormat(EncoderKind kind, Codec codec, string format, string encoder)
    {
        var command = Build(With(_video with { Codec = codec }, ladder => ladder with { Encoder = kind }));

        Assert.Contains(format, command, StringComparison.Ordinal);
        Assert.Contains(encoder, command, StringComparison.Ordinal);
        Assert.Equal(kind == EncoderKind.Vaapi, command.Contains("-vaapi_device /dev/dri/renderD129", StringComparison.Ordinal));
        Assert.Equal(kind == EncoderKind.Qsv, command.Contains("-init_hw_device qsv=hw:/dev/dri/renderD129", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(25, 1, 0, "fps=25/1:start_time=12.52,")]
    [InlineData(30, 1, 0, "fps=30/1:start_time=12.5,")]
    public void Build_FrameRate_BeginsOnItsGrid(int numerator, int denominator, int second, string expected)
    {
        var job = With(_video with { FrameRate = new FrameRate(numerator, denominator) }) with { Start = new MediaTime(((1_800_000_000L + second) * 90_000) + 45_000, 90_000) };

        Assert.Contains(expected, Build(job), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_SourceWithoutSound_LeavesItsRenditionsOut()
    {
        var layout = FfmpegLayout.Of(_job with { Sources = [_job.Sources[0]] }, "/s");

        Assert.Equal(["a"], layout.Missing);
        Assert.Equal([0], layout.Outputs.Select(output => output.Index));
    }

    [Theory]
    [InlineData(1, EncoderPreset.Ultrafast)]
    [InlineData(3, EncoderPreset.Superfast)]
    [InlineData(4, EncoderPreset.Veryfast)]
    [InlineData(64, EncoderPreset.Veryfast)]
    public void Preset_FollowsPixelsAndCores(int cores, EncoderPreset expected)
    {
        var rungs = new[] { (1920, 1080), (1280, 720), (854, 480), (640, 360), (426, 240) }
            .Select(size => _video with { Width = size.Item1, Height = size.Item2 });

        Assert.Equal(expected, PresetChoice.For(_ladder with { Video = [.. rungs] }, cores));
    }

    [Theory]
    [InlineData("libx264", true)]
    [InlineData("x264", false)]
    [InlineData("h264_nvenc", true)]
    [InlineData("H.264", false)]
    public void Hardware_Names_TakesWholeNamesOnly(string name, bool expected) =>
        Assert.Equal(expected, HardwareProbe.Names(" V....D libx264              libx264 H.264 / AVC\n V....D h264_nvenc           NVIDIA NVENC H.264 encoder\n", name));

    private static TranscodeJob With(VideoRenditionPlan video, Func<LadderPlan, LadderPlan>? change = null) =>
        _job with { Ladder = (change ?? (ladder => ladder))(_ladder with { Video = [video] }) };

    private static string Build(TranscodeJob job) =>
        string.Join(' ', FfmpegCommand.Build(FfmpegLayout.Of(job, "/s"), job.Ladder, EncoderPreset.Veryfast, "/dev/dri/renderD129"));
}
