using System.Diagnostics;
using System.Globalization;
using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>How a rendition's plan reads in the words of the encoder that runs it.</summary>
internal static class EncoderArguments
{
    // Longer than any encoder runs: random access points come from the expression alone.
    private const string NeverByItself = "1000000";

    /// <summary>The name that ffmpeg knows an encoder by.</summary>
    public static string EncoderName(Codec codec, EncoderKind kind) => (codec, kind) switch
    {
        (Codec.H264, EncoderKind.Software) => "libx264",
        (Codec.H265, EncoderKind.Software) => "libx265",
        (Codec.H264, EncoderKind.Nvenc) => "h264_nvenc",
        (Codec.H265, EncoderKind.Nvenc) => "hevc_nvenc",
        (Codec.H264, EncoderKind.Vaapi) => "h264_vaapi",
        (Codec.H265, EncoderKind.Vaapi) => "hevc_vaapi",
        (Codec.H264, EncoderKind.Qsv) => "h264_qsv",
        (Codec.H265, EncoderKind.Qsv) => "hevc_qsv",
        _ => throw new ArgumentException($"{codec} is no codec of a video rendition", nameof(codec)),
    };

    /// <summary>The sample format that the encoder is fed.</summary>
    public static string PixelFormat(VideoRenditionPlan plan, EncoderKind kind)
    {
        var ten = plan.Profile is "main10" or "high10";
        return (kind, ten) switch
        {
            (EncoderKind.Software, false) => "yuv420p",
            (EncoderKind.Software, true) => "yuv420p10le",
            (_, false) => "nv12",
            (_, true) => "p010le",
        };
    }

    /// <summary>The encoder with its settings.</summary>
    public static IReadOnlyList<string> For(VideoRenditionPlan plan, LadderPlan ladder, EncoderPreset preset)
    {
        // Low latency gives up the delay of B-frames, whatever their number.
        var bFrames = ladder.LowLatency ? 0 : plan.BFrames;
        List<string> arguments = ["-c:v", EncoderName(plan.Codec, ladder.Encoder)];
        arguments.AddRange((ladder.Encoder, plan.Codec) switch
        {
            (EncoderKind.Software, Codec.H264) => X264(plan, ladder, preset),
            (EncoderKind.Software, _) => X265(plan, ladder, preset),
            (EncoderKind.Nvenc, _) => ["-preset", "p4", "-tune", ladder.LowLatency ? "ull" : "hq", "-rc-lookahead", ladder.LowLatency ? "0" : "16", "-no-scenecut", "1", "-forced-idr", "1", "-delay", "0"],
            (EncoderKind.Vaapi, _) => ["-async_depth", ladder.LowLatency ? "1" : "2"],
            (EncoderKind.Qsv, _) => ["-preset", "veryfast", "-async_depth", ladder.LowLatency ? "1" : "4", "-look_ahead", "0", "-forced_idr", "1"],
            _ => throw new UnreachableException(),
        });
        arguments.AddRange(["-g", NeverByItself, "-bf", Text(bFrames)]);
        arguments.AddRange(RateControlArguments(plan, ladder.Encoder));
        if (plan.Profile is { } profile)
        {
            arguments.AddRange(["-profile:v", profile]);
        }

        if (plan.Level is { } level && (ladder.Encoder, plan.Codec) != (EncoderKind.Software, Codec.H265))
        {
            arguments.AddRange(["-level:v", level]);
        }

        return arguments;
    }

    private static string[] X264(VideoRenditionPlan plan, LadderPlan ladder, EncoderPreset preset) =>
    [
        "-preset", Text(preset),
        .. Tune(ladder),
        "-forced-idr", "1",
        "-x264-params", "keyint=infinite:min-keyint=1:scenecut=0:open-gop=0" + Tuning(plan, ladder),
    ];

    private static string[] X265(VideoRenditionPlan plan, LadderPlan ladder, EncoderPreset preset) =>
    [
        "-preset", Text(preset),
        .. Tune(ladder),
        "-forced-idr", "1",
        "-x265-params", "keyint=-1:min-keyint=1:scenecut=0:open-gop=0:repeat-headers=0:log-level=warning" + (plan.Level is { } level ? ":level-idc=" + level : "") + Tuning(plan, ladder),
    ];

    /// <summary>What a rendition asks of x264 and x265 in their own words, which are the same.</summary>
    private static string Tuning(VideoRenditionPlan plan, LadderPlan ladder)
    {
        // Behind the tune for low latency a look-ahead would bring its delay back.
        var settings = new (string Name, int? Value)[]
        {
            ("ref", plan.References), ("qpmin", plan.LeastQuantizer), ("slices", plan.Slices), ("rc-lookahead", ladder.LowLatency ? null : plan.LookAhead),
        };
        return string.Concat(settings.Where(setting => setting.Value is not null).Select(setting => $":{setting.Name}={Text(setting.Value!.Value)}"));
    }

    private static string[] Tune(LadderPlan ladder) => ladder.LowLatency ? ["-tune", "zerolatency"] : [];

    private static IEnumerable<string> RateControlArguments(VideoRenditionPlan plan, EncoderKind kind)
    {
        var peak = plan.RateControl == RateControl.Cbr ? plan.BitsPerSecond : plan.MaximumBitsPerSecond ?? plan.BitsPerSecond;
        var buffer = plan.BufferBits ?? (int)Math.Min(int.MaxValue, 2L * peak);
        var quality = Text(Quality(plan.QualityLevel));
        string[] target = (plan.RateControl, kind) switch
        {
            (RateControl.Qvbr, EncoderKind.Software) => ["-crf", quality],
            (RateControl.Qvbr, EncoderKind.Nvenc) => ["-rc", "vbr", "-cq", quality, "-b:v", "0"],
            (RateControl.Qvbr, EncoderKind.Vaapi) => ["-rc_mode", "QVBR", "-global_quality", quality, "-b:v", Text(plan.BitsPerSecond)],
            (RateControl.Qvbr, EncoderKind.Qsv) => ["-global_quality", quality, "-b:v", Text(plan.BitsPerSecond)],
            (RateControl.Cbr, EncoderKind.Nvenc) => ["-rc", "cbr", "-b:v", Text(plan.BitsPerSecond)],
            (RateControl.Cbr, EncoderKind.Vaapi) => ["-rc_mode", "CBR", "-b:v", Text(plan.BitsPerSecond)],
            (RateControl.Vbr, EncoderKind.Nvenc) => ["-rc", "vbr", "-b:v", Text(plan.BitsPerSecond)],
            (RateControl.Vbr, EncoderKind.Vaapi) => ["-rc_mode", "VBR", "-b:v", Text(plan.BitsPerSecond)],
            _ => ["-b:v", Text(plan.BitsPerSecond)],
        };
        return [.. target, "-maxrate", Text(peak), "-bufsize", Text(buffer)];
    }

    /// <summary>The constant rate factor of a quality level; each step is about a quarter of the bits.</summary>
    private static int Quality(int level) => level switch
    {
        >= 10 => 17,
        9 => 19,
        8 => 20,
        7 => 22,
        6 => 24,
        5 => 26,
        4 => 28,
        3 => 30,
        2 => 33,
        _ => 36,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(EncoderPreset preset) => preset switch
    {
        EncoderPreset.Ultrafast => "ultrafast",
        EncoderPreset.Superfast => "superfast",
        EncoderPreset.Veryfast => "veryfast",
        EncoderPreset.Faster => "faster",
        EncoderPreset.Fast => "fast",
        EncoderPreset.Medium => "medium",
        _ => throw new UnreachableException(),
    };
}
