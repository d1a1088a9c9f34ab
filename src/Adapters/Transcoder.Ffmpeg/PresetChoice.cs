using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>Chooses a preset that the machine encodes in real time with room to spare.</summary>
internal static class PresetChoice
{
    // Core-seconds per million pixels, decoding included, measured with a hard 1080p source in five rungs.
    private const double SuperfastCost = 0.0099;
    private const double VeryfastCost = 0.0134;
    private const double H265Weight = 3;

    // A source that moves more, a replay after a restart and the rest of the house need the other half.
    private const double Share = 0.5;

    /// <summary>The slowest preset up to the usual live choice for which this many cores do the ladder with half their time; unasked frame rates count as 30.</summary>
    public static EncoderPreset For(LadderPlan ladder, int cores)
    {
        var load = ladder.Video.Sum(video =>
            video.Width * video.Height / 1e6
            * (video.FrameRate is { } rate ? (double)rate.Numerator / rate.Denominator : 30)
            * (video.Codec == Codec.H265 ? H265Weight : 1));
        return load * VeryfastCost <= cores * Share ? EncoderPreset.Veryfast
            : load * SuperfastCost <= cores * Share ? EncoderPreset.Superfast
            : EncoderPreset.Ultrafast;
    }
}
