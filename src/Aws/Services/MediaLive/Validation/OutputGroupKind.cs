namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>One kind of output group: a line of the table of what may be in it and whether it runs here.</summary>
/// <param name="Name">For people.</param>
/// <param name="GroupMember">Its member of the group's settings.</param>
/// <param name="OutputMember">The member of its outputs' settings.</param>
/// <param name="Target">The member of the destinations it writes to.</param>
/// <param name="Video">Codec members that its outputs may encode pictures with.</param>
/// <param name="Audio">Codec members that its outputs may encode sound with.</param>
/// <param name="IsSegmented">Whether it cuts media into segments, for which every GOP must be closed.</param>
/// <param name="Runs">Whether the media plane writes it.</param>
internal sealed record OutputGroupKind(string Name, string GroupMember, string OutputMember, string? Target, string[] Video, string[] Audio, bool IsSegmented, bool Runs)
{
    private static readonly string[] Avc = ["H264Settings"];
    private static readonly string[] AvcHevc = ["H264Settings", "H265Settings"];
    private static readonly string[] Modern = ["H264Settings", "H265Settings", "Av1Settings"];
    private static readonly string[] Broadcast = ["H264Settings", "H265Settings", "Mpeg2Settings"];
    private static readonly string[] Aac = ["AacSettings"];
    private static readonly string[] Dolby = ["AacSettings", "Ac3Settings", "Eac3Settings", "PassThroughSettings"];
    private static readonly string[] Every = ["AacSettings", "Ac3Settings", "Eac3AtmosSettings", "Eac3Settings", "Mp2Settings", "WavSettings", "PassThroughSettings"];

    /// <summary>The kinds.</summary>
    public static IReadOnlyList<OutputGroupKind> All { get; } =
    [
        new("MediaPackage", "MediaPackageGroupSettings", "MediaPackageOutputSettings", "MediaPackageSettings", Modern, Dolby, IsSegmented: true, Runs: true),
        new("Archive", "ArchiveGroupSettings", "ArchiveOutputSettings", "Settings", Broadcast, Every, IsSegmented: false, Runs: true),
        new("HLS", "HlsGroupSettings", "HlsOutputSettings", "Settings", ["H264Settings", "H265Settings", "FrameCaptureSettings"], Dolby, IsSegmented: true, Runs: false),
        new("Frame Capture", "FrameCaptureGroupSettings", "FrameCaptureOutputSettings", "Settings", ["FrameCaptureSettings"], [], IsSegmented: false, Runs: false),
        new("Microsoft Smooth", "MsSmoothGroupSettings", "MsSmoothOutputSettings", "Settings", AvcHevc, Dolby, IsSegmented: true, Runs: false),
        new("RTMP", "RtmpGroupSettings", "RtmpOutputSettings", "Settings", Avc, Aac, IsSegmented: false, Runs: false),
        new("UDP", "UdpGroupSettings", "UdpOutputSettings", "Settings", Broadcast, Every, IsSegmented: false, Runs: false),
        new("SRT", "SrtGroupSettings", "SrtOutputSettings", "SrtSettings", Broadcast, Every, IsSegmented: false, Runs: false),
        new("CMAF Ingest", "CmafIngestGroupSettings", "CmafIngestOutputSettings", "Settings", Modern, Dolby, IsSegmented: true, Runs: false),
        new("Multiplex", "MultiplexGroupSettings", "MultiplexOutputSettings", "MultiplexSettings", Broadcast, Every, IsSegmented: false, Runs: false),
        new("MediaConnect Router", "MediaConnectRouterGroupSettings", "MediaConnectRouterOutputSettings", "MediaConnectRouterSettings", Broadcast, Every, IsSegmented: false, Runs: false),
    ];

    /// <summary>The kind of a member of a group's settings, or null.</summary>
    public static OutputGroupKind? Of(string groupMember) => All.FirstOrDefault(kind => kind.GroupMember == groupMember);
}
