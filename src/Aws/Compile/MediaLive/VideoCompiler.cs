using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Plans;

namespace Headwater.Aws.Compile.MediaLive;

/// <summary>Makes video renditions of video descriptions.</summary>
internal static class VideoCompiler
{
    private const int DefaultBitsPerSecond = 5_000_000;
    private const int DefaultBFrames = 2;

    /// <summary>The rendition; the description passed validation.</summary>
    public static VideoRenditionPlan Compile(JsonObject description, string name)
    {
        var codec = Codec(description);
        var mode = Mode(codec);
        return new VideoRenditionPlan
        {
            Name = name,
            Codec = IsH265(description) ? Foundation.Codec.H265 : Foundation.Codec.H264,
            Width = description.Whole("Width") ?? 0,
            Height = description.Whole("Height") ?? 0,
            RateControl = mode,
            BitsPerSecond = codec.Whole("Bitrate") ?? (mode == RateControl.Qvbr ? codec.Whole("MaxBitrate") : null) ?? DefaultBitsPerSecond,
            MaximumBitsPerSecond = mode == RateControl.Cbr ? null : codec.Whole("MaxBitrate"),
            QualityLevel = codec.Whole("QvbrQualityLevel") ?? Quality(codec.Whole("MaxBitrate") ?? DefaultBitsPerSecond),
            BufferBits = codec.Whole("BufSize") is > 0 and var bits ? bits : null,
            BFrames = BFrames(codec),
            Profile = Profile(codec.Text("Profile"), IsH265(description)),
            Level = Level(codec.Text("Level")),
            FrameRate = Rate(description),
            Scaling = Scaling(description.Text("ScalingBehavior")),
            Sharpness = description.Whole("Sharpness") ?? 50,
            References = codec.Whole("NumRefFrames"),
            LeastQuantizer = codec.Whole("MinQp"),
            Slices = codec.Whole("Slices"),
            LookAhead = LookAhead(codec.Text("LookAheadRateControl")),
        };
    }

    /// <summary>The settings of the description's codec; null when it has none that runs here.</summary>
    public static JsonObject? Codec(JsonObject description) =>
        description.Child("CodecSettings") is { } codec ? codec.Child("H264Settings") ?? codec.Child("H265Settings") : null;

    /// <summary>The frame rate that is asked for; null keeps the source's.</summary>
    public static FrameRate? Rate(JsonObject description)
    {
        var codec = Codec(description);
        var isSpecified = IsH265(description) || codec.Text("FramerateControl") == "SPECIFIED";
        return isSpecified && codec.Whole("FramerateNumerator") is >= 1 and var numerator && codec.Whole("FramerateDenominator") is >= 1 and var denominator
            ? new FrameRate(numerator, denominator)
            : null;
    }

    /// <summary>B-frames between references; the baseline profile knows none.</summary>
    public static int BFrames(JsonObject? codec) => codec.Text("Profile") == "BASELINE" ? 0 : codec.Whole("GopNumBFrames") ?? DefaultBFrames;

    private static bool IsH265(JsonObject description) => description.Child("CodecSettings").Child("H265Settings") is not null;

    private static RateControl Mode(JsonObject? codec) => codec.Text("RateControlMode") switch
    {
        "VBR" => RateControl.Vbr,
        "QVBR" => RateControl.Qvbr,
        _ => RateControl.Cbr,
    };

    private static PictureScaling Scaling(string? behavior) => behavior switch
    {
        "STRETCH_TO_OUTPUT" => PictureScaling.Stretch,
        "SMART_CROP" => PictureScaling.Crop,
        _ => PictureScaling.Fit,
    };

    private static int? LookAhead(string? control) => control switch
    {
        "LOW" => 10,
        "MEDIUM" => 30,
        "HIGH" => 60,
        _ => null,
    };

    /// <summary>The quality that the service advises for a peak rate.</summary>
    private static int Quality(int peakBitsPerSecond) => peakBitsPerSecond switch
    {
        >= 4_000_000 => 8,
        >= 1_500_000 => 7,
        _ => 6,
    };

    private static string Profile(string? profile, bool isH265) => (profile, isH265) switch
    {
        ("MAIN_10BIT", true) => "main10",
        (_, true) => "main",
        ("BASELINE", _) => "baseline",
        ("HIGH", _) => "high",
        _ => "main",
    };

    /// <summary>Such as 4.1 of <c>H264_LEVEL_4_1</c> and 3.0 of <c>H264_LEVEL_3</c>; null lets the encoder choose.</summary>
    private static string? Level(string? level) => level?.Split('_') switch
    {
        [_, "LEVEL", "AUTO"] => null,
        [_, "LEVEL", var major, var minor] => $"{major}.{minor}",
        [_, "LEVEL", var major] => $"{major}.0",
        _ => null,
    };
}
