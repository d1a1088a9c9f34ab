using System.Collections.Frozen;

namespace Headwater.Aws.Services.MediaLive.Schedule;

/// <summary>What becomes of each kind of schedule action: it runs here, or it is refused by name.</summary>
internal static class ActionKinds
{
    /// <summary>The one that runs: a switch to the attachment that is active, which is the one thing a pipeline can do today.</summary>
    public const string InputSwitch = "InputSwitchSettings";

    private const string NoOverlays = "pictures are not drawn over here";
    private const string NoCues = "cue messages are not written here";
    private const string NoMetadata = "timed metadata is not written here";

    private static readonly FrozenDictionary<string, string?> Refusals = new Dictionary<string, string?>
    {
        [InputSwitch] = null,
        ["InputPrepareSettings"] = "every input that runs here is pushed, so that nothing can be prepared",
        ["PauseStateSettings"] = "pipelines cannot be paused here",
        ["StaticImageActivateSettings"] = NoOverlays,
        ["StaticImageDeactivateSettings"] = NoOverlays,
        ["StaticImageOutputActivateSettings"] = NoOverlays,
        ["StaticImageOutputDeactivateSettings"] = NoOverlays,
        ["MotionGraphicsImageActivateSettings"] = NoOverlays,
        ["MotionGraphicsImageDeactivateSettings"] = NoOverlays,
        ["Scte35InputSettings"] = NoCues,
        ["Scte35ReturnToNetworkSettings"] = NoCues,
        ["Scte35SpliceInsertSettings"] = NoCues,
        ["Scte35TimeSignalSettings"] = NoCues,
        ["HlsId3SegmentTaggingSettings"] = NoMetadata,
        ["HlsTimedMetadataSettings"] = NoMetadata,
        ["Id3SegmentTaggingSettings"] = NoMetadata,
        ["TimedMetadataSettings"] = NoMetadata,
    }.ToFrozenDictionary();

    /// <summary>Why an action of a kind is refused; null when it is not.</summary>
    public static string? Refusal(string kind) => Refusals.GetValueOrDefault(kind, "it is not known on this platform");

    /// <summary>Whether an action of a kind may follow another at a point of it.</summary>
    public static bool MayFollow(string kind, string? followPoint) =>
        kind is InputSwitch or "InputPrepareSettings" ? followPoint == "END" : kind.StartsWith("Scte35", StringComparison.Ordinal);
}
