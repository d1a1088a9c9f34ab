using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Plans;

namespace Headwater.Aws.Compile.MediaLive;

/// <summary>Makes the ladder of a channel's encoder settings.</summary>
internal static class LadderCompiler
{
    /// <summary>The ladder; the settings passed validation.</summary>
    public static LadderPlan Compile(JsonObject? encoder)
    {
        var names = new RenditionNames(encoder);
        var videos = encoder.Children("VideoDescriptions");
        return new LadderPlan
        {
            Video = [.. videos.Select(video => VideoCompiler.Compile(video, names.Video(video.Text("Name"))!))],
            Audio = [.. encoder.Children("AudioDescriptions").Select(audio => AudioCompiler.Compile(audio, names.Audio(audio.Text("Name")!)!))],
            GopDuration = GopLength.Of(VideoCompiler.Codec(videos[0]), VideoCompiler.Rate(videos[0]))!.Value,
            LowLatency = videos.All(video => IsLowLatency(VideoCompiler.Codec(video))),
        };
    }

    private static bool IsLowLatency(JsonObject? codec) => VideoCompiler.BFrames(codec) == 0 && codec.Text("LookAheadRateControl") is (null or "LOW");
}
