using System.Collections.Frozen;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>What becomes of an input of each type: it runs here, or it is refused by name.</summary>
internal static class InputTypes
{
    private const string NoSession = "the media plane has no session for it yet";

    private static readonly FrozenDictionary<string, string?> Refusals = new Dictionary<string, string?>
    {
        ["RTMP_PUSH"] = null,
        ["RTMP_PULL"] = NoSession,
        ["RTP_PUSH"] = NoSession,
        ["UDP_PUSH"] = NoSession,
        ["URL_PULL"] = NoSession,
        ["MP4_FILE"] = NoSession,
        ["TS_FILE"] = NoSession,
        ["SRT_CALLER"] = NoSession,
        ["SRT_LISTENER"] = NoSession,
        ["MULTICAST"] = "it needs a multicast network",
        ["MEDIACONNECT"] = "there is no MediaConnect on this platform",
        ["MEDIACONNECT_ROUTER"] = "there is no MediaConnect on this platform",
        ["INPUT_DEVICE"] = "there are no Elemental Link devices on this platform",
        ["AWS_CDI"] = "it needs an Elastic Fabric Adapter",
        ["SDI"] = "it needs an SDI card",
        ["SMPTE_2110_RECEIVER_GROUP"] = "it needs a SMPTE 2110 network",
    }.ToFrozenDictionary();

    /// <summary>Why inputs of a type cannot be made; null when they can.</summary>
    public static string? Refusal(string type) =>
        !Refusals.TryGetValue(type, out var why) ? $"Input type {type} is not known." : why is null ? null : $"Input type {type} does not run on this platform: {why}.";

    /// <summary>The types that are known, for tests of completeness.</summary>
    public static IEnumerable<string> Known => Refusals.Keys;
}
