using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Plans;

namespace Headwater.Aws.Compile.MediaLive;

/// <summary>Makes audio renditions of audio descriptions.</summary>
internal static class AudioCompiler
{
    private const int DefaultBitsPerSecond = 192_000;
    private const int DefaultSampleRate = 48_000;

    /// <summary>The rendition; the description passed validation. RTMP says no language, so the configured one is the language whatever controls it.</summary>
    public static AudioRenditionPlan Compile(JsonObject description, string name)
    {
        var aac = description.Child("CodecSettings").Child("AacSettings");
        return new AudioRenditionPlan
        {
            Name = name,
            BitsPerSecond = aac.Whole("Bitrate") ?? DefaultBitsPerSecond,
            SampleRate = aac.Whole("SampleRate") ?? DefaultSampleRate,
            Channels = Channels(aac),
            Language = description.Text("LanguageCode") is { Length: > 0 } language ? language : "und",
        };
    }

    /// <summary>Channels of a coding mode.</summary>
    public static int Channels(JsonObject? aac) => aac.Text("CodingMode") switch
    {
        "CODING_MODE_1_0" => 1,
        "CODING_MODE_5_1" => 6,
        _ => 2,
    };
}
