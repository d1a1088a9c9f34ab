using Headwater.Formats.Amf;

namespace Headwater.Formats.Rtmp;

/// <summary>What of Enhanced RTMP this side understands, as the answer to a connect command says it.</summary>
/// <remarks>Specification: Enhanced RTMP v2, "Enhancing NetConnection connect Command".</remarks>
internal static class RtmpEnhancement
{
    private const int CanDecode = 0x01;
    private const int CanForward = 0x04;

    /// <summary>Multitrack, ModEx and nanosecond offsets; not reconnection.</summary>
    private const int Capabilities = 0x02 | 0x04 | 0x08;

    private static readonly string[] VideoCodecs = ["avc1", "hvc1", "av01"];
    private static readonly string[] AudioCodecs = ["mp4a", "Opus", "ac-3", "ec-3", ".mp3"];

    /// <summary>Whether the peer's command object announces any capability.</summary>
    public static bool IsAnnounced(AmfValue? commandObject) =>
        AmfMembers.Find(commandObject, "fourCcList") is not null
        || AmfMembers.Find(commandObject, "videoFourCcInfoMap") is not null
        || AmfMembers.Find(commandObject, "audioFourCcInfoMap") is not null
        || AmfMembers.Find(commandObject, "capsEx") is not null;

    /// <summary>The members that the answer has then.</summary>
    public static AmfMember[] Members() =>
    [
        new("fourCcList", new AmfStrictArray([.. VideoCodecs.Concat(AudioCodecs).Select(static codec => new AmfString(codec))])),
        new("videoFourCcInfoMap", Map(VideoCodecs)),
        new("audioFourCcInfoMap", Map(AudioCodecs)),
        new("capsEx", new AmfNumber(Capabilities)),
    ];

    private static AmfObject Map(string[] codecs) =>
        new([.. codecs.Select(static codec => new AmfMember(codec, new AmfNumber(CanDecode | CanForward)))]);
}
