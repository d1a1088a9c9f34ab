using System.Buffers;
using System.Text;
using CsCheck;
using Headwater.Formats.Hls;

namespace Headwater.Formats.Tests.Hls;

public sealed class PlaylistTests
{
    public static TheoryData<string> Names => PlaylistExamples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_EachExample_GivesItsGolden(string name) =>
        Golden.Matches($"Hls/Goldens/{name}.m3u8", Write(PlaylistExamples.Find(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_EachExample_GivesItBack(string name)
    {
        var example = PlaylistExamples.Find(name);

        Assert.Equal(example, Read(Write(example)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_EachExampleReadBack_GivesTheSameBytes(string name)
    {
        var bytes = Write(PlaylistExamples.Find(name));

        Assert.Equal(bytes, Write(Read(bytes)!));
    }

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(40_000_000, "4.0")]
    [InlineData(40_000_840, "4.00008")]
    [InlineData(3_333_333, "0.33333")]
    [InlineData(3_333_349, "0.33333")]
    [InlineData(3_333_350, "0.33334")]
    [InlineData(39_999_960, "4.0")]
    [InlineData(10_010_000, "1.001")]
    [InlineData(-125_000_000, "-12.5")]
    [InlineData(-51, "-0.00001")]
    [InlineData(-50, "0.0")]
    [InlineData(long.MaxValue - 100, "922337203685.47757")]
    public void Write_Duration_IsRoundedToTenMicroseconds(long ticks, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        var text = new PlaylistText(output);

        text.Seconds(new TimeSpan(ticks));
        text.Flush();

        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData(44_999_999, 4)]
    [InlineData(45_000_000, 5)]
    [InlineData(0, 0)]
    [InlineData(long.MaxValue, 922_337_203_685)]
    public void Round_Duration_TakesHalvesUp(long ticks, long seconds) => Assert.Equal(seconds, PlaylistSeconds.Round(new TimeSpan(ticks)));

    [Fact]
    public void Write_ProgramDateTime_IsUtcRoundedDownToMilliseconds()
    {
        var segment = Segment() with { ProgramDateTime = new DateTimeOffset(2026, 11, 22, 19, 0, 0, TimeSpan.FromHours(2)).AddTicks(9_999) };

        Assert.Contains("#EXT-X-PROGRAM-DATE-TIME:2026-11-22T17:00:00.000Z\n", WriteText(Media(segment)));
    }

    [Theory]
    [InlineData("2026-11-22T17:00:00.250Z")]
    [InlineData("2026-11-22T18:00:00.250+01:00")]
    [InlineData("2026-11-22T18:00:00.250+0100")]
    [InlineData("2026-11-22T17:00:00.25")]
    public void Read_ProgramDateTime_TakesEveryOffset(string date)
    {
        var playlist = ReadMedia($"#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:{date}\n#EXTINF:1,\na\n");

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 17, 0, 0, 250, TimeSpan.Zero), playlist.Segments[0].ProgramDateTime);
    }

    public static TheoryData<string, int> MediaVersions => new()
    {
        { "plain", 3 }, { "range", 4 }, { "iframes", 4 }, { "iframesMap", 5 }, { "map", 6 }, { "openMap", 6 }, { "aes", 3 }, { "format", 5 },
        { "sampleAes", 5 }, { "skip", 9 }, { "offersSkip", 9 }, { "skipRanges", 10 }, { "offersSkipRanges", 10 },
    };

    [Theory]
    [MemberData(nameof(MediaVersions))]
    public void VersionOf_MediaPlaylist_IsTheLowestItsTagsNeed(string what, int expected)
    {
        var aes = new EncryptionKey { Method = EncryptionMethod.Aes128, Uri = "k", Iv = 1 };
        var playlist = what switch
        {
            "range" => Media(Segment() with { ByteRange = new(1, 0) }),
            "iframes" => Media(Segment()) with { IFramesOnly = true },
            "iframesMap" => Media(Segment() with { Map = new("i") }) with { IFramesOnly = true },
            "map" => Media(Segment() with { Map = new("i") }),
            "openMap" => Media(Segment()) with { Open = new() { Map = new("i") } },
            "aes" => Media(Segment() with { Keys = [aes] }),
            "format" => Media(Segment() with { Keys = [aes with { KeyFormat = "identity" }] }),
            "sampleAes" => Media(Segment() with { Keys = [aes with { Method = EncryptionMethod.SampleAes }] }),
            "skip" => Media(Segment()) with { Skipped = new() { Count = 1 } },
            "offersSkip" => Media(Segment()) with { ServerControl = new() { CanSkipUntil = TimeSpan.FromSeconds(24) } },
            "skipRanges" => Media(Segment()) with { Skipped = new() { Count = 1, RecentlyRemovedDateRanges = [] } },
            "offersSkipRanges" => Media(Segment()) with { ServerControl = new() { CanSkipUntil = TimeSpan.FromSeconds(24), CanSkipDateRanges = true } },
            _ => Media(Segment()),
        };

        Assert.Equal(expected, ProtocolVersion.Of(playlist));
        Assert.StartsWith($"#EXTM3U\n#EXT-X-VERSION:{expected}\n", WriteText(playlist));
    }

    [Theory]
    [InlineData(RenditionType.ClosedCaptions, "CC1", 3)]
    [InlineData(RenditionType.ClosedCaptions, "SERVICE1", 7)]
    [InlineData(RenditionType.Audio, "1", 13)]
    [InlineData(RenditionType.Audio, null, 3)]
    public void VersionOf_MultivariantPlaylist_FollowsItsInstreamIds(RenditionType type, string? instreamId, int expected)
    {
        var playlist = new MultivariantPlaylist { Media = [new() { Type = type, GroupId = "g", Name = "n", InstreamId = instreamId }] };

        Assert.Equal(expected, ProtocolVersion.Of(playlist));
    }

    [Fact]
    public void Write_MapAndKeysOfSegments_AppearOnlyWhereTheyChange()
    {
        var key = new EncryptionKey { Method = EncryptionMethod.Aes128, Uri = "k" };
        var segment = Segment() with { Map = new("i"), Keys = [key] };
        var text = WriteText(Media(segment, segment, segment with { Map = new("j") }, segment with { Map = new("j"), Keys = [] }));

        Assert.Equal(2, Count(text, "#EXT-X-MAP"));
        Assert.Equal(2, Count(text, "#EXT-X-KEY"));
        Assert.Equal(1, Count(text, "METHOD=NONE"));
    }

    [Fact]
    public void Write_RepeatKeys_PutsThemBeforeEverySegment()
    {
        var segment = Segment() with { Keys = [new() { Method = EncryptionMethod.Aes128, Uri = "k" }] };

        Assert.Equal(3, Count(WriteText(Media(segment, segment, segment) with { RepeatKeys = true }), "#EXT-X-KEY"));
    }

    [Fact]
    public void Write_DeltaUpdate_DoesNotRepeatWhatTheSkippedSegmentsSaid()
    {
        EncryptionKey key = new() { Method = EncryptionMethod.Aes128, Uri = "k" };
        var segment = Segment() with { Map = new("i"), Keys = [key] };
        var text = WriteText(Media(segment) with { Skipped = new() { Count = 2, Map = new("i"), Keys = [key] } });

        Assert.Equal(0, Count(text, "#EXT-X-MAP") + Count(text, "#EXT-X-KEY"));
    }

    [Fact]
    public void Write_TextThatWouldBreakALine_IsMadeHarmless()
    {
        var text = WriteText(Media(Segment() with { Uri = "#a\r\nb\"", Title = "x\ny", OtherTags = ["EXT-X\nEVIL"], DateRanges = [new() { Id = "a\"b\nc" }] }));

        Assert.Contains("\n%23a%0D%0Ab%22\n", text);
        Assert.Contains(",x y\n", text);
        Assert.Contains("\n#EXT-X EVIL\n", text);
        Assert.Contains("ID=\"a'b c\"\n", text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#EXT")]
    [InlineData("\uFEFF#EX")]
    public void Read_AnIncompleteSignature_AsksForMore(string text)
    {
        Assert.Equal(OperationStatus.NeedMoreData, MediaPlaylistReader.Read(Encoding.UTF8.GetBytes(text), out _));
        Assert.Equal(OperationStatus.NeedMoreData, MultivariantPlaylistReader.Read(Encoding.UTF8.GetBytes(text), out _));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("#EXTM3U8\n#EXT-X-TARGETDURATION:1\n")]
    [InlineData("#EXTM3U\n")]
    [InlineData("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na\n")]
    [InlineData("#EXTM3U\n#EXTINF:x,\na\n")]
    public void Read_WhatIsNoMediaPlaylist_IsInvalid(string text) =>
        Assert.Equal(OperationStatus.InvalidData, MediaPlaylistReader.Read(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Read_SloppyMediaPlaylist_KeepsWhatCanBeRead()
    {
        var playlist = ReadMedia("\uFEFF#EXTM3U \r\n# comment\r\n#EXT-X-TARGETDURATION:5.2\r\n#EXT-X-MEDIA-SEQUENCE:x\r\nstray\r\n\r\n #EXTINF: 4.5 \r\n#EXT-X-UNKNOWN:1\r\n a b.ts \r\n#EXT-X-PART:DURATION=1\r\n#EXT-X-KEY:METHOD=WHAT,URI=\"k\"\r\n#EXTINF:2,t\r\nb\r\n#EXT-X-PART:DURATION=1,URI=\"p,q\" , INDEPENDENT = YES\r\n");

        Assert.Equal(6, playlist.TargetDurationSeconds);
        Assert.Equal(2, playlist.Segments.Count);
        Assert.Equal(new MediaSegment { Uri = "a b.ts", Duration = TimeSpan.FromSeconds(4.5), OtherTags = ["#EXT-X-UNKNOWN:1"] }, playlist.Segments[0]);
        Assert.Equal(new PartialSegment { Uri = "p,q", Duration = TimeSpan.FromSeconds(1), Independent = true }, Assert.Single(playlist.Open!.Parts));
    }

    [Fact]
    public void Read_NoTargetDuration_TakesTheLongestSegment() =>
        Assert.Equal(5, ReadMedia("#EXTM3U\n#EXTINF:4.5,\na\n#EXTINF:2,\nb\n").TargetDurationSeconds);

    [Fact]
    public void Read_KeysOfManyFormats_AreBounded()
    {
        var text = new StringBuilder("#EXTM3U\n");
        for (var i = 0; i < 40; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"#EXT-X-KEY:METHOD=AES-128,URI=\"k\",KEYFORMAT=\"{i}\"\n#EXTINF:1,\n{i}\n");
        }

        Assert.Equal(16, ReadMedia(text.ToString()).Segments[39].Keys.Count);
    }

    [Fact]
    public void Read_GeneratedPlaylist_GivesBackWhatWasWritten() => Playlists.Sample(playlist => Assert.Equal(playlist, Read(Write(playlist))), iter: 300);

    [Fact]
    public void Read_AnyBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(
        bytes =>
        {
            byte[] behindSignature = [.. "#EXTM3U\n"u8, .. bytes];
            _ = MediaPlaylistReader.Read(behindSignature, out _);
            _ = MultivariantPlaylistReader.Read(behindSignature, out _);
            _ = MediaPlaylistReader.Read(bytes, out _);
        },
        iter: 2000);

    [Fact]
    public void Goldens_AndTheirMutations_NeverThrow()
    {
        var corpus = Directory.GetFiles(Golden.PathOf("Hls/Goldens")).Order().Select(File.ReadAllBytes).ToList();
        Assert.NotEmpty(corpus);

        // What was read once, however damaged, is written and read back the same.
        MpegTs.Fuzzing.Mutate(corpus, TimeSpan.FromSeconds(1), bytes =>
        {
            if (Read(bytes) is { } read)
            {
                var written = Write(read);
                Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(Write(Read(written)!)));
            }
        });
    }

    private static readonly Gen<string> Words = Gen.String["abcXYZ019_-./?=&, äß€"].Where(text => text.Trim() == text && text.Length > 0);

    private static readonly Gen<TimeSpan> Durations = Gen.Long[0, 10_000_000].Select(units => new TimeSpan(units * 100));

    private static readonly Gen<DateTimeOffset> Dates = Gen.Long[0, 4_000_000_000_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    private static readonly Gen<ByteRange> Ranges = Gen.Select(Gen.Long[0, 1L << 40], Gen.Long[0, 1L << 40].Nullable(), (length, offset) => new ByteRange(length, offset));

    private static readonly Gen<PartialSegment> Parts = Gen.Select(
        Words, Durations, Gen.Bool, Gen.Bool, Ranges.Nullable(),
        (uri, duration, independent, gap, range) => new PartialSegment { Uri = uri, Duration = duration, Independent = independent, Gap = gap, ByteRange = range });

    private static readonly Gen<DateRange> DateRanges = Gen.Select(
        Words, Dates, Durations.Nullable(), Gen.Byte.Array[0, 20], Gen.Bool,
        (id, start, duration, section, end) => new DateRange { Id = id, StartDate = start, Duration = duration, Scte35Out = [.. section], EndOnNext = end });

    private static readonly Gen<MediaSegment> Segments = Gen.Select(
        Gen.Select(Words, Durations, Gen.Bool, Gen.Bool, Ranges.Nullable()),
        Gen.Select(Dates.Nullable(), Parts.Array[0, 3], DateRanges.Array[0, 2], Gen.Int[0, 2]),
        (head, tail) => new MediaSegment
        {
            Uri = head.Item1,
            Duration = head.Item2,
            Discontinuity = head.Item3,
            Gap = head.Item4,
            ByteRange = head.Item5,
            ProgramDateTime = tail.Item1,
            Parts = [.. tail.Item2],
            DateRanges = [.. tail.Item3],
            Map = new("init"),
            Keys = tail.Item4 == 0 ? [] : [new() { Method = EncryptionMethod.SampleAes, Uri = "k", KeyFormat = $"{tail.Item4}" }],
        });

    private static readonly Gen<object> Playlists = Gen.Select(
        Segments.Array[0, 5], Gen.Int[1, 100], Gen.Long[0, long.MaxValue], Gen.Long[0, 10], Gen.Enum<PlaylistType>(), Gen.Bool,
        (segments, target, sequence, discontinuities, type, end) => (object)new MediaPlaylist
        {
            Version = 7,
            TargetDurationSeconds = target,
            MediaSequence = sequence,
            DiscontinuitySequence = discontinuities,
            Type = type,
            Segments = [.. segments],
            EndList = end,
        });

    private static MediaSegment Segment() => new() { Uri = "a.ts", Duration = TimeSpan.FromSeconds(4) };

    private static MediaPlaylist Media(params MediaSegment[] segments) => new() { TargetDurationSeconds = 4, Segments = [.. segments] };

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static string WriteText(MediaPlaylist playlist) => Encoding.UTF8.GetString(Write(playlist));

    private static byte[] Write(object playlist)
    {
        var output = new ArrayBufferWriter<byte>();
        if (playlist is MediaPlaylist media)
        {
            MediaPlaylistWriter.Write(output, media);
        }
        else
        {
            MultivariantPlaylistWriter.Write(output, (MultivariantPlaylist)playlist);
        }

        return output.WrittenSpan.ToArray();
    }

    private static object? Read(byte[] bytes) =>
        MediaPlaylistReader.Read(bytes, out var media) == OperationStatus.Done ? media
        : MultivariantPlaylistReader.Read(bytes, out var multivariant) == OperationStatus.Done ? multivariant
        : null;

    private static MediaPlaylist ReadMedia(string text)
    {
        Assert.Equal(OperationStatus.Done, MediaPlaylistReader.Read(Encoding.UTF8.GetBytes(text), out var playlist));
        return playlist!;
    }
}
