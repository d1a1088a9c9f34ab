using System.Collections.Frozen;

namespace Headwater.Aws.Services.MediaLive.Runtime;

/// <summary>What the service calls what the media plane observes.</summary>
internal static class AlertTypes
{
    /// <summary>Why a channel that was given up did not start (6005).</summary>
    public const string NotStarted = "Failed to Create Output File or Socket";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["input-lost"] = "RTMP Stream Not Found", // 5305
        ["video-missing"] = "Video Not Detected", // 5201
        ["audio-missing"] = "Audio Not Detected", // 5101
        ["double-publishing"] = "Input Double-Publishing Detected", // 5314
        ["output-failed"] = "Failed to Write to Output", // 6006
        ["storage"] = NotStarted, // 6005
        ["encoder-slow"] = "The MQCS score is low for this pipeline", // 6045
        ["encoder-replaced"] = "The MQCS score is low for this pipeline", // 6045
    }.ToFrozenDictionary();

    /// <summary>The type of a kind; a kind that is not known is shown by its own name rather than hidden.</summary>
    public static string Of(string kind) => Types.GetValueOrDefault(kind, kind);
}
