using System.Buffers;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Headwater.Formats.Dash;
using Headwater.Formats.Tests.Hls;

namespace Headwater.Formats.Tests.Dash;

public sealed class MpdTests
{
    private static readonly XNamespace Dash = "urn:mpeg:dash:schema:mpd:2011";
    private static readonly XNamespace Cenc = "urn:mpeg:cenc:2013";
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);

    private static readonly Mpd Live = new()
    {
        Profiles = "urn:mpeg:dash:profile:isoff-live:2011,urn:mpeg:dash:profile:cmaf:2019",
        Type = PresentationType.Dynamic,
        AvailabilityStartTime = DateTimeOffset.UnixEpoch,
        PublishTime = Noon.AddMilliseconds(250),
        MinimumUpdatePeriod = TimeSpan.FromSeconds(2),
        MinBufferTime = TimeSpan.FromSeconds(2),
        TimeShiftBufferDepth = TimeSpan.FromMinutes(1),
        SuggestedPresentationDelay = TimeSpan.FromSeconds(1.5),
        MaxSegmentDuration = TimeSpan.FromTicks(20_020_000),
        ServiceDescription = new() { Id = 0, TargetLatencyMilliseconds = 1500, MinPlaybackRateThousandths = 960, MaxPlaybackRateThousandths = 1040 },
        Periods =
        [
            new()
            {
                Id = "0",
                Start = TimeSpan.Zero,
                AdaptationSets =
                [
                    new()
                    {
                        Id = 1, ContentType = "video", MimeType = "video/mp4", SegmentAlignment = true, StartWithSap = 1, PictureAspectRatio = "16:9",
                        MaxWidth = 1280, MaxHeight = 720, MaxFrameRate = new(30000, 1001),
                        Roles = [new("urn:mpeg:dash:role:2011", "main")],
                        ProducerReferenceTimes = [new() { Id = 0, WallClockTime = Noon, PresentationTicks = 90_000, UtcTiming = new("urn:mpeg:dash:utc:http-iso:2014", "/time") }],
                        SegmentTemplate = new()
                        {
                            Timescale = 90_000, PresentationTimeOffsetTicks = 0, StartNumber = 7, AvailabilityTimeOffset = TimeSpan.FromSeconds(1.5), AvailabilityTimeComplete = false,
                            Initialization = "$RepresentationID$/init.mp4", Media = "$RepresentationID$/$Time$.m4s",
                            Timeline = SegmentTimeline.Of([(900, 180_180), (181_080, 180_180), (361_260, 180_000), (600_000, 180_000)]),
                        },
                        Representations =
                        [
                            new() { Id = "v360", BitsPerSecond = 800_000, Codecs = "avc1.64001e", Width = 640, Height = 360, FrameRate = new(30000, 1001), SampleAspectRatio = "1:1" },
                            new() { Id = "v720", BitsPerSecond = 3_000_000, Codecs = "avc1.64001f", Width = 1280, Height = 720, FrameRate = new(30) },
                        ],
                    },
                    new()
                    {
                        Id = 2, ContentType = "audio", MimeType = "audio/mp4", Language = "en", SegmentAlignment = true, StartWithSap = 1, Label = "English & <more>",
                        ContentProtections =
                        [
                            new() { SchemeIdUri = "urn:mpeg:dash:mp4protection:2011", Value = "cenc", DefaultKeyId = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff") },
                            new() { SchemeIdUri = "urn:uuid:edef8ba9-79d6-4ace-a3c8-27dcd51d21ed", Pssh = [0, 0, 0, 8, 112, 115, 115, 104], LicenseUrl = "https://l.example/?a=1&b=2" },
                        ],
                        SegmentTemplate = new() { Timescale = 48_000, PresentationTimeOffsetTicks = 48, DurationTicks = 96_256, Initialization = "a/init.mp4", Media = "a/$Number$.m4s" },
                        Representations =
                        [
                            new() { Id = "a", BitsPerSecond = 128_000, Codecs = "mp4a.40.2", AudioSamplingRate = 48_000, AudioChannelConfigurations = [new("urn:mpeg:dash:23003:3:audio_channel_configuration:2011", "2")] },
                        ],
                    },
                ],
            },
        ],
        UtcTimings = [new("urn:mpeg:dash:utc:http-iso:2014", "https://example/time")],
    };

    [Fact]
    public void Write_LivePresentation_GivesItsGolden() => Golden.Matches("Dash/Goldens/Live.mpd", Write(Live));

    [Fact]
    public void Write_StaticPresentation_GivesItsGolden() => Golden.Matches("Dash/Goldens/Static.mpd", Write(new Mpd
    {
        Profiles = "urn:mpeg:dash:profile:isoff-on-demand:2011",
        Type = PresentationType.Static,
        Id = "x",
        MediaPresentationDuration = TimeSpan.FromTicks(36_010_000_001),
        MinBufferTime = TimeSpan.FromSeconds(1),
        BaseUrls = ["https://cdn.example/a/"],
        Periods = [new() { Duration = TimeSpan.FromSeconds(3601), SupplementalProperties = [new("urn:mpeg:dash:period-continuity:2015", "p0")] }],
    }));

    [Fact]
    public void Write_EveryExample_IsXmlThatSaysTheSame()
    {
        var root = Parse(Live);
        var template = root.Descendants(Dash + "SegmentTemplate").First();

        Assert.Equal("PT2.002S", root.Attribute("maxSegmentDuration")!.Value);
        Assert.Equal(["900", null, null, "600000"], template.Descendants(Dash + "S").SelectMany(Unroll));
        Assert.Equal("English & <more>", root.Descendants(Dash + "Label").Single().Value);
        Assert.Equal("00112233-4455-6677-8899-aabbccddeeff", root.Descendants(Dash + "ContentProtection").First().Attribute(Cenc + "default_KID")!.Value);
        Assert.Equal([0, 0, 0, 8, 112, 115, 115, 104], Convert.FromBase64String(root.Descendants(Cenc + "pssh").Single().Value));

        static IEnumerable<string?> Unroll(XElement run) =>
            Enumerable.Repeat(run.Attribute("t")?.Value, 1).Concat(Enumerable.Repeat<string?>(null, int.Parse(run.Attribute("r")?.Value ?? "0")));
    }

    [Fact]
    public void Write_WithoutProtection_DeclaresNoNamespaceOfIt() => Assert.DoesNotContain("cenc", Encoding.UTF8.GetString(Write(Live with { Periods = [] })));

    [Fact]
    public void Write_AnyText_IsGivenBackByAnXmlParser() => Gen.String[Gen.Char, 0, 60].Sample(
        text =>
        {
            var root = Parse(Live with { Id = text, BaseUrls = [text] });

            Assert.Equal(AsXmlHoldsIt(text), root.Attribute("id")!.Value);
            Assert.Equal(AsXmlHoldsIt(text), root.Element(Dash + "BaseURL")!.Value);
        },
        iter: 500);

    [Fact]
    public void Write_LongTextOfSurrogatePairs_PartsNone()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("\U0001F3A5", 3000));

        Assert.Equal(text, Parse(Live with { Id = text }).Attribute("id")!.Value);
    }

    [Fact]
    public void Timeline_OfAnySegments_UnrollsToThem() => Gen.Select(Gen.Int[1, 3], Gen.Int[0, 1]).Array[0, 30].Sample(steps =>
    {
        var segments = new List<(long Start, long Duration)>();
        var at = 1000L;
        foreach (var (duration, gap) in steps)
        {
            segments.Add((at + gap, duration));
            at += gap + duration;
        }

        var runs = SegmentTimeline.Of(segments);

        Assert.Equal(segments, runs.SelectMany(run => Enumerable.Range(0, run.Count).Select(i => (run.StartTicks + (i * run.DurationTicks), run.DurationTicks))));
        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.False(pair.First.DurationTicks == pair.Second.DurationTicks && SegmentTimeline.End(pair.First) == pair.Second.StartTicks));
    });

    private static string AsXmlHoldsIt(string text)
    {
        var held = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var held1 = rune.Value is < 32 and not 9 and not 10 and not 13 or 0xFFFE or 0xFFFF ? Rune.ReplacementChar : rune;
            held.Append(held1.ToString());
        }

        return held.ToString();
    }

    private static XElement Parse(Mpd mpd) => XDocument.Parse(Encoding.UTF8.GetString(Write(mpd)), LoadOptions.PreserveWhitespace).Root!;

    private static byte[] Write(Mpd mpd)
    {
        var output = new ArrayBufferWriter<byte>();
        MpdWriter.Write(output, mpd);
        return output.WrittenSpan.ToArray();
    }
}
