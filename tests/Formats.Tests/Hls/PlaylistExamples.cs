using Headwater.Formats.Hls;

namespace Headwater.Formats.Tests.Hls;

/// <summary>Playlists as they are served, by name: writer, reader and goldens share them.</summary>
internal static class PlaylistExamples
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);

    public static MultivariantPlaylist Ladder { get; } = new()
    {
        Version = 6,
        IndependentSegments = true,
        Media =
        [
            new() { Type = RenditionType.Audio, GroupId = "aac", Name = "English", Language = "en", Default = true, AutoSelect = true, Channels = "2", Uri = "audio_en.m3u8" },
            new() { Type = RenditionType.Audio, GroupId = "aac", Name = "Deutsch", Language = "de", AutoSelect = true, Channels = "6", Uri = "audio_de.m3u8" },
            new() { Type = RenditionType.Subtitles, GroupId = "subs", Name = "English", Language = "en", Forced = true, AutoSelect = true, Characteristics = "public.accessibility.transcribes-spoken-dialog", Uri = "text_en.m3u8" },
        ],
        Variants =
        [
            new()
            {
                BitsPerSecond = 5_500_000, AverageBitsPerSecond = 5_000_000, Codecs = "avc1.640028,mp4a.40.2", Resolution = new(1920, 1080),
                FrameRateThousandths = 29_970, HdcpLevel = "NONE", VideoRange = "SDR", AudioGroupId = "aac", SubtitlesGroupId = "subs", NoClosedCaptions = true, Uri = "v1080.m3u8",
            },
            new() { BitsPerSecond = 128_000, Codecs = "mp4a.40.2", AudioGroupId = "aac", ClosedCaptionsGroupId = "cc", Uri = "audio_en.m3u8?a=1&b=2" },
        ],
        IFrameVariants = [new() { BitsPerSecond = 800_000, AverageBitsPerSecond = 700_000, Codecs = "avc1.640028", Resolution = new(1920, 1080), VideoRange = "SDR", Uri = "iframes.m3u8" }],
    };

    public static MediaPlaylist LowLatency { get; } = new()
    {
        Version = 9,
        TargetDurationSeconds = 4,
        MediaSequence = 266,
        DiscontinuitySequence = 3,
        IndependentSegments = true,
        ServerControl = new() { CanBlockReload = true, PartHoldBack = TimeSpan.FromSeconds(1.5), HoldBack = TimeSpan.FromSeconds(12), CanSkipUntil = TimeSpan.FromSeconds(24) },
        PartTarget = TimeSpan.FromMilliseconds(500),
        Segments =
        [
            new() { Uri = "s266.m4s", Duration = TimeSpan.FromSeconds(4), Map = new("init.mp4"), ProgramDateTime = Noon },
            new()
            {
                Uri = "s267.m4s", Duration = TimeSpan.FromTicks(40_000_800), Map = new("init.mp4"),
                Parts = [new() { Uri = "s267.0.m4s", Duration = TimeSpan.FromTicks(3_333_400), Independent = true }, new() { Uri = "s267.1.m4s", Duration = TimeSpan.FromTicks(5_000_000), Gap = true }],
            },
        ],
        Open = new()
        {
            Discontinuity = true,
            Map = new("init2.mp4"),
            ProgramDateTime = Noon.AddMilliseconds(8001),
            Parts = [new() { Uri = "s268.m4s", Duration = TimeSpan.FromMilliseconds(500), Independent = true, ByteRange = new(2000, 0) }],
        },
        PreloadHints = [new() { Type = PreloadHintType.Part, Uri = "s268.m4s", ByteRangeStart = 2000 }],
        RenditionReports = [new() { Uri = "../v720/index.m3u8", LastMediaSequence = 268, LastPart = 0 }],
    };

    public static MediaPlaylist Delta { get; } = new()
    {
        Version = 10,
        TargetDurationSeconds = 4,
        MediaSequence = 266,
        ServerControl = new() { CanBlockReload = true, CanSkipUntil = TimeSpan.FromSeconds(24), CanSkipDateRanges = true },
        Skipped = new() { Count = 3, RecentlyRemovedDateRanges = ["a", "b"] },
        Segments = [new() { Uri = "s269.m4s", Duration = TimeSpan.FromSeconds(4) }],
    };

    public static MediaPlaylist Encrypted { get; } = new()
    {
        Version = 5,
        TargetDurationSeconds = 6,
        Type = PlaylistType.Event,
        Start = new(TimeSpan.FromSeconds(-12.5), true),
        OtherTags = ["#EXT-X-ALLOW-CACHE:NO"],
        Segments =
        [
            new() { Uri = "1.ts", Duration = TimeSpan.FromSeconds(6), Keys = [Key(1, null), Key(1, "com.apple.streamingkeydelivery")] },
            new() { Uri = "2.ts", Duration = TimeSpan.FromSeconds(6), Keys = [Key(1, null), Key(1, "com.apple.streamingkeydelivery")] },
            new() { Uri = "3.ts", Duration = TimeSpan.FromSeconds(6), Keys = [Key(2, null), Key(2, "com.apple.streamingkeydelivery")] },
            new() { Uri = "4.ts", Duration = TimeSpan.FromSeconds(6), Keys = [Key(2, null)] },
            new() { Uri = "5.ts", Duration = TimeSpan.FromSeconds(5.5), Title = "clear, at last", Gap = true },
        ],
        EndList = true,
    };

    public static MediaPlaylist Marked { get; } = new()
    {
        Version = 4,
        TargetDurationSeconds = 6,
        Type = PlaylistType.Vod,
        IFramesOnly = true,
        Segments =
        [
            new()
            {
                Uri = "all.ts", Duration = TimeSpan.FromSeconds(6.006), ByteRange = new(188_000, 0), ProgramDateTime = Noon,
                DateRanges =
                [
                    new()
                    {
                        Id = "splice-1", Class = "com.example.ad", StartDate = Noon, EndDate = Noon.AddMinutes(1), Cue = "PRE,ONCE",
                        Duration = TimeSpan.FromSeconds(60), PlannedDuration = TimeSpan.FromSeconds(59.993),
                        Scte35Out = [0xFC, 0x30, 0x0A], ClientAttributes = [new("X-COM-EXAMPLE-AD", "XYZ123"), new("X-WEIGHT", "0.5", false)],
                    },
                    new() { Id = "splice-2", StartDate = Noon, Class = "c", EndOnNext = true, Scte35Command = [0xFC], Scte35In = [0xFC, 0x00] },
                ],
                OtherTags = ["#EXT-X-CUE-OUT:30.000"],
            },
            new() { Uri = "all.ts", Duration = TimeSpan.FromSeconds(6), ByteRange = new(94_000, null), OtherTags = ["#EXT-X-CUE-IN"] },
        ],
        EndList = true,
    };

    public static TheoryData<string> Names => ["Ladder", "LowLatency", "Delta", "Encrypted", "Marked"];

    public static object Find(string name) => name switch
    {
        "Ladder" => Ladder,
        "LowLatency" => LowLatency,
        "Delta" => Delta,
        "Encrypted" => Encrypted,
        _ => Marked,
    };

    private static EncryptionKey Key(byte period, string? format) => new()
    {
        Method = format is null ? EncryptionMethod.Aes128 : EncryptionMethod.SampleAes,
        Uri = $"https://keys.example/{period}",
        Iv = format is null ? (UInt128)period << 120 : null,
        KeyFormat = format,
        KeyFormatVersions = format is null ? null : "1",
    };
}
