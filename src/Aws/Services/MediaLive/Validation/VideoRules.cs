using System.Text.Json.Nodes;
using Headwater.Aws.Compile.MediaLive;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>Rules about video descriptions.</summary>
internal static class VideoRules
{
    private static readonly TimeSpan ShortestGop = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestGop = TimeSpan.FromSeconds(10);

    // What pipelines can encode: a picture of a stated, even size; at least one.
    public static IEnumerable<ValidationFault> SizesAreGiven(ChannelDraft draft)
    {
        if (draft.Videos.Count == 0)
        {
            yield return new("videoDescriptions", "A channel needs at least one video description on this platform");
        }

        foreach (var (path, video) in draft.Videos)
        {
            foreach (var (member, most) in new[] { ("Width", 7680), ("Height", 4320) })
            {
                var isGood = video.Whole(member) is { } size && size >= 16 && size <= most && size % 2 == 0;
                if (!isGood)
                {
                    yield return new($"{path}.{Wire(member)}", $"{member} is required on this platform and must be even, 16 to {most}");
                }
            }
        }
    }

    public static IEnumerable<ValidationFault> PackagesNeedWholeFormats(ChannelDraft draft)
    {
        var packaged = draft.Outputs.Where(output => output.Group.Kind?.GroupMember == "MediaPackageGroupSettings").Select(output => output.Video).ToHashSet();
        foreach (var (path, video) in draft.Videos.Where(video => packaged.Contains(video.Value.Text("Name"))))
        {
            if (video.Child("CodecSettings").Child("H264Settings") is not { } codec)
            {
                continue;
            }

            if (codec.Text("FramerateControl") != "SPECIFIED" || codec.Whole("FramerateNumerator") is null || codec.Whole("FramerateDenominator") is null)
            {
                yield return new(path + ".codecSettings.h264Settings.framerateControl", "MediaPackage outputs need framerateControl SPECIFIED with framerateNumerator and framerateDenominator");
            }

            if (codec.Text("ParControl") != "SPECIFIED" || codec.Whole("ParNumerator") is null || codec.Whole("ParDenominator") is null)
            {
                yield return new(path + ".codecSettings.h264Settings.parControl", "MediaPackage outputs need parControl SPECIFIED with parNumerator and parDenominator");
            }
        }
    }

    public static IEnumerable<ValidationFault> GopsAreWhole(ChannelDraft draft)
    {
        var segmented = draft.Outputs.Where(output => output.Group.Kind is { IsSegmented: true }).Select(output => output.Video).ToHashSet();
        foreach (var (path, video, codec) in Codecs(draft))
        {
            if (codec.Number("GopSize") is { } size)
            {
                var isFrames = codec.Text("GopSizeUnits") != "SECONDS";
                if (size <= 0 || (isFrames && size != decimal.Truncate(size)))
                {
                    yield return new(path + ".gopSize", isFrames ? "gopSize in FRAMES must be a whole number of 1 or more" : "gopSize in SECONDS must be greater than 0");
                }
            }

            if (codec.Number("GopClosedCadence") is 0 && segmented.Contains(video.Text("Name")))
            {
                yield return new(path + ".gopClosedCadence", "gopClosedCadence must be 1 or more for outputs that are cut into segments");
            }
        }
    }

    /// <summary>All renditions of a pipeline have their IDR pictures on one grid.</summary>
    public static IEnumerable<ValidationFault> GopsFitOneGrid(ChannelDraft draft)
    {
        TimeSpan? first = null;
        foreach (var (path, video, codec) in Codecs(draft))
        {
            if (GopLength.Of(codec, VideoCompiler.Rate(video)) is not { } gop)
            {
                yield return new(path + ".gopSize", "gopSize in FRAMES needs framerateControl SPECIFIED on this platform; or give it in SECONDS");
            }
            else if (gop < ShortestGop || gop > LongestGop)
            {
                yield return new(path + ".gopSize", "A GOP must last 0.5 to 10 seconds on this platform");
            }
            else if ((first ??= gop) != gop)
            {
                yield return new(path + ".gopSize", "The GOPs of all video descriptions must last equally long on this platform");
            }
        }
    }

    public static IEnumerable<ValidationFault> BaselineIsPlain(ChannelDraft draft)
    {
        foreach (var (path, video, codec) in Codecs(draft).Where(video => video.Video.Child("CodecSettings").Child("H264Settings") is not null))
        {
            var isBaseline = codec.Text("Profile") == "BASELINE";
            if (isBaseline && codec.Text("EntropyEncoding") == "CABAC")
            {
                yield return new(path + ".entropyEncoding", "CABAC is not allowed with profile BASELINE");
            }

            if (isBaseline && codec.Whole("GopNumBFrames") > 0)
            {
                yield return new(path + ".gopNumBFrames", "B-frames are not allowed with profile BASELINE");
            }

            if (!isBaseline && codec.Text("EntropyEncoding") == "CAVLC")
            {
                yield return new(path + ".entropyEncoding", "CAVLC runs with profile BASELINE only on this platform");
            }
        }
    }

    public static IEnumerable<ValidationFault> RatesAreOrdered(ChannelDraft draft)
    {
        foreach (var (path, video, codec) in Codecs(draft))
        {
            if (codec.Text("RateControlMode") == "VBR" && codec.Whole("MaxBitrate") is { } most && most < (codec.Whole("Bitrate") ?? 5_000_000))
            {
                yield return new(path + ".maxBitrate", "maxBitrate must not be below bitrate");
            }

            if (VideoCompiler.Rate(video) is { } rate && rate.Numerator > 60L * rate.Denominator)
            {
                yield return new(path + ".framerateNumerator", "The frame rate must not be above 60");
            }

            if (codec.Text("FramerateControl") == "SPECIFIED" && VideoCompiler.Rate(video) is null)
            {
                yield return new(path + ".framerateControl", "framerateControl SPECIFIED needs framerateNumerator and framerateDenominator");
            }
        }
    }

    public static IEnumerable<ValidationFault> PixelsAreSquare(ChannelDraft draft) =>
        Codecs(draft).Where(video => (video.Codec.Whole("ParNumerator") ?? 1) != (video.Codec.Whole("ParDenominator") ?? 1))
            .Select(video => new ValidationFault(video.Path + ".parNumerator", "Pixels are square on this platform: parNumerator and parDenominator must be equal"));

    private static IEnumerable<(string Path, JsonObject Video, JsonObject Codec)> Codecs(ChannelDraft draft)
    {
        foreach (var (path, video) in draft.Videos)
        {
            if (VideoCompiler.Codec(video) is { } codec)
            {
                yield return ($"{path}.codecSettings.{Wire(DescriptionRules.Codec(video) ?? "H264Settings")}", video, codec);
            }
        }
    }

    private static string Wire(string member) => char.ToLowerInvariant(member[0]) + member[1..];
}
