using System.Globalization;
using System.Text.RegularExpressions;
using Headwater.EndToEnd.Tests.Support;

namespace Headwater.EndToEnd.Tests;

/// <summary>ffmpeg, which complains of anything out of order, has nothing to complain of; sound and pictures, and the renditions, are in step.</summary>
[Collection(StudioTests.Name)]
public sealed partial class CleanReadingTests(Studio studio)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private static readonly string[] Channels = ["pass", "ladder"];
    private const double MostOffsetSeconds = 0.040;

    // Interop: ffmpeg 5.1 reads the header of a live fMP4 playlist again at every reload, and says so each time.
    private const string HeaderReadAgain = "Found duplicated MOOV Atom. Skipped it";

    [Fact]
    public async Task Ffmpeg_LiveHls_ReadsWithoutAWarning()
    {
        var urls = new List<string>();
        foreach (var endpoint in Channels.SelectMany(channel => new[] { $"{channel}-ts", $"{channel}-cmaf", $"{channel}-ll" }))
        {
            urls.AddRange((await studio.Platform.PlaylistAsync(endpoint, "index.m3u8"))!.Children.Select(child => studio.Platform.OriginUrl(endpoint, child)));
        }

        Assert.Equal(13, urls.Count);
        await AssertCleanAsync(urls.Select(url => (url, Array.Empty<string>())), line => line.Contains(HeaderReadAgain, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ffmpeg_LiveDash_ReadsEveryRepresentationWithoutAWarning()
    {
        foreach (var channel in Channels)
        {
            await FfmpegReader.ListsEnoughAsync(studio.Platform.OriginUrl($"{channel}-dash", "index.mpd"), studio.Log);
        }

        string[][] passthrough = [["-map", "0:v:0"], ["-map", "0:a:0"]];
        string[][] ladder = [["-map", "0:v:0"], ["-map", "0:v:1"], ["-map", "0:a:0"]];
        var reads = passthrough.Select(map => (studio.Platform.OriginUrl("pass-dash", "index.mpd"), map))
            .Concat(ladder.Select(map => (studio.Platform.OriginUrl("ladder-dash", "index.mpd"), map)));

        await AssertCleanAsync(reads, _ => false, FfmpegReader.PacedComplaintsAsync);
    }

    [Fact]
    public async Task Ffmpeg_StartOver_ReadsWithoutAnyWarning()
    {
        var reads = new List<(string, string[])>();
        foreach (var channel in Channels)
        {
            var range = await RangeAsync(channel, Installation.ReadingTime);
            foreach (var endpoint in new[] { $"{channel}-cmaf", $"{channel}-ts" })
            {
                var multivariant = await PlatformProcess.TryGetAsync(studio.Platform.OriginUrl(endpoint, "index.m3u8") + range);
                foreach (var child in HlsPlaylist.Read(multivariant!).Children)
                {
                    var url = studio.Platform.OriginUrl(endpoint, child);
                    Assert.Contains("#EXT-X-ENDLIST", await PlatformProcess.TryGetAsync(url), StringComparison.Ordinal);
                    reads.Add((url, []));
                }
            }
        }

        await AssertCleanAsync(reads, _ => false);
    }

    [Theory]
    [InlineData("ladder-ts")]
    [InlineData("ladder-cmaf")]
    public async Task Ladder_FlashAndBeep_AreInStep(string endpoint)
    {
        var range = await RangeAsync("ladder", TimeSpan.FromSeconds(10));

        var seen = await FfmpegReader.ExamineAsync(
            studio.Platform.OriginUrl(endpoint, "index.m3u8") + range, "blackdetect=d=0.3:pix_th=0.3", "silencedetect=noise=-25dB:d=0.3");

        var flashes = TimesOf(BlackEnd(), seen);
        var beeps = TimesOf(SilenceEnd(), seen);
        // The last pair may be the end of the range instead of a flash.
        Assert.True(flashes.Count >= 5 && beeps.Count >= 5, seen);
        foreach (var flash in flashes.SkipLast(1))
        {
            var offset = beeps.Min(beep => Math.Abs(beep - flash));
            Assert.True(offset <= MostOffsetSeconds, $"the flash at {flash} s is {offset} s from a beep: {string.Join(' ', beeps)}\n{seen}");
        }
    }

    [Theory]
    [InlineData("pass-ts", "index_video.m3u8")]
    [InlineData("ladder-ts", "index_high.m3u8")]
    [InlineData("ladder-ts", "index_low.m3u8")]
    public async Task TransportStream_FirstPictureAndSound_AreClose(string endpoint, string playlist)
    {
        var listed = await studio.Platform.SegmentsAsync(endpoint, playlist, 3, Deadline);
        foreach (var segment in listed.Segments.SkipLast(1).TakeLast(2))
        {
            var file = Path.GetTempFileName();
            try
            {
                await File.WriteAllBytesAsync(
                    file, await PlatformProcess.GetBytesAsync(studio.Platform.OriginUrl(endpoint, segment.Uri)), TestContext.Current.CancellationToken);
                var offset = Math.Abs(await FfmpegReader.FirstTimeAsync(file, "v") - await FfmpegReader.FirstTimeAsync(file, "a"));
                Assert.True(offset <= MostOffsetSeconds, $"{segment.Uri}: {offset} s");
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    [Fact]
    public async Task Ladder_HlsAndDashRenditions_HaveEqualBoundariesToTheMillisecond()
    {
        var boundaries = new Dictionary<long, (long From, long To, string Where)>();
        var (compared, comparedWithDash) = (0, 0);
        foreach (var endpoint in new[] { "ladder-ll", "ladder-cmaf", "ladder-ts" })
        {
            foreach (var rendition in new[] { "high", "low" })
            {
                var playlist = await studio.Platform.SegmentsAsync(endpoint, $"index_{rendition}.m3u8", 3, Deadline);
                foreach (var segment in playlist.Segments.Where(segment => !segment.Gap))
                {
                    var from = segment.ProgramDateTime!.Value.ToUnixTimeMilliseconds();
                    compared += Compare(segment.Number, from, from + (long)Math.Round(segment.Duration.TotalMilliseconds), $"{endpoint} {rendition}");
                }
            }
        }

        var manifest = (await PlatformProcess.TryGetAsync(studio.Platform.OriginUrl("ladder-dash", "index.mpd")))!;
        foreach (var rendition in new[] { "high", "low" })
        {
            foreach (var segment in DashManifest.Segments(manifest, rendition))
            {
                // All packages of the plan have segments of two seconds, so a number means the same segment everywhere.
                var (from, to) = ((long)Math.Round(segment.FromSeconds * 1000), (long)Math.Round(segment.ToSeconds * 1000));
                comparedWithDash += Compare(from / 2000, from, to, $"ladder-dash {rendition}");
            }
        }

        Assert.True(compared >= 10, $"only {compared} boundaries were compared");
        Assert.True(comparedWithDash >= 4, $"only {comparedWithDash} boundaries were compared with DASH: {manifest}");

        int Compare(long number, long from, long to, string where)
        {
            if (boundaries.TryAdd(number, (from, to, where)))
            {
                return 0;
            }

            var first = boundaries[number];
            Assert.True((first.From, first.To) == (from, to), $"segment {number} is {first.From} to {first.To} ms in {first.Where} but {from} to {to} ms in {where}");
            return 1;
        }
    }

    private async Task AssertCleanAsync(
        IEnumerable<(string Url, string[] Map)> reads, Func<string, bool> isAllowed, Func<string, TimeSpan, string[], Task<IReadOnlyList<string>>>? reader = null)
    {
        var complain = reader ?? FfmpegReader.ComplaintsAsync;
        var read = await Task.WhenAll(reads.Select(async one => (one.Url, Complaints: await complain(one.Url, Installation.ReadingTime, one.Map))));
        var faults = read.SelectMany(one => one.Complaints.Where(line => !isAllowed(line)).Select(line => $"{one.Url}: {line}")).ToList();
        Assert.True(faults.Count == 0, $"{string.Join('\n', faults)}\n{studio.Log()}");
    }

    // A range that is over, so that the playlist has an end.
    private async Task<string> RangeAsync(string channel, TimeSpan length)
    {
        var video = channel == "pass" ? "index_video.m3u8" : "index_high.m3u8";
        var began = (await studio.Platform.SegmentsAsync($"{channel}-cmaf", video, 1, Deadline)).Segments[0].ProgramDateTime!.Value;
        var (start, end) = (began.ToUnixTimeSeconds() + 1, began.ToUnixTimeSeconds() + 1 + (long)length.TotalSeconds + 4);
        await Eventually.TrueAsync(
            "the range is over",
            length + Deadline,
            async () => await studio.Platform.PlaylistAsync($"{channel}-cmaf", video) is { } playlist && playlist.Segments[^1].ProgramDateTime!.Value.ToUnixTimeSeconds() > end + 2,
            studio.Log);
        return string.Create(CultureInfo.InvariantCulture, $"?start={start}&end={end}");
    }

    private static List<double> TimesOf(Regex pattern, string text) =>
        [.. pattern.Matches(text).Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex("black_end:([0-9.]+)")]
    private static partial Regex BlackEnd();

    [GeneratedRegex("silence_end: ([0-9.]+)")]
    private static partial Regex SilenceEnd();
}
