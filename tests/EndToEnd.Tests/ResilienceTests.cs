using System.Diagnostics;
using Headwater.EndToEnd.Tests.Support;

namespace Headwater.EndToEnd.Tests;

/// <summary>What breaks behind a viewer's back costs the viewer no error, no reload and no restart of the player.</summary>
public sealed class ResilienceTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    // Usually five; a machine with more to do than it can takes longer.
    private static readonly TimeSpan LongestStallAfterReturn = TimeSpan.FromSeconds(30);

    // Three seconds of pictures: the player went on for good, not only to the end of what it had.
    private const int FewSeconds = 90;

    [Fact]
    public async Task Encoder_Killed_ViewerPlaysOn()
    {
        await using var platform = await PlatformProcess.StartAsync(TestPlans.LadderOnly);
        await using var publisher = Publishers.Camera(platform.RtmpUrl("live/ladder"));
        await using var viewer = await WatchAsync(platform, "ladder");
        var encoder = 0;
        await Eventually.TrueAsync("one encoder runs", Deadline, () => ChildProgram.ChildrenOf(platform.ProcessId, "ffmpeg") is [var only] && (encoder = only) == only, () => platform.Log);

        ChildProgram.Signal("KILL", encoder);

        await Eventually.TrueAsync(
            "another encoder runs", Deadline, () => ChildProgram.ChildrenOf(platform.ProcessId, "ffmpeg") is [var other] && other != encoder, () => platform.Log);
        await viewer.ShowsMoreAsync(FewSeconds * 2, Deadline, () => platform.Log);
        Viewer.AssertUndisturbed(await viewer.CloseAsync(), () => platform.Log);
    }

    [Theory]
    [InlineData("ladder", 1)]
    [InlineData("ladder", 10)]
    [InlineData("ladder", 30)]
    [InlineData("pass", 10)]
    [InlineData("pass", 30)]
    public async Task Publisher_KilledAndBack_ViewerPlaysOn(string channel, int secondsAway)
    {
        await using var platform = await PlatformProcess.StartAsync(channel == "pass" ? TestPlans.PassthroughOnly : TestPlans.LadderOnly);
        await using var first = Publishers.Camera(platform.RtmpUrl($"live/{channel}"));
        await using var viewer = await WatchAsync(platform, channel);

        await first.KillAsync();
        await AwayAsync(platform, channel, TimeSpan.FromSeconds(secondsAway));
        var shownBefore = viewer.Last!.DecodedFrames;
        await using var second = Publishers.Camera(platform.RtmpUrl($"live/{channel}"));
        await Eventually.TrueAsync("somebody publishes again", Deadline, async () => await platform.PublisherAsync(channel) is not null, () => Evidence(platform, channel, first, second));

        // The stall that a viewer sees ends soon after the publisher is back: a segment and the distance from the edge, and what the player waits between requests.
        await Eventually.TrueAsync(
            "pictures move again",
            LongestStallAfterReturn,
            () => viewer.Last is { State: "playing" } now && now.DecodedFrames > shownBefore,
            () => Evidence(platform, channel, first, second));
        await viewer.ShowsMoreAsync(FewSeconds * 2, Deadline, () => Evidence(platform, channel, first, second));
        Viewer.AssertUndisturbed(await viewer.CloseAsync(), () => Evidence(platform, channel, first, second));
    }

    [Fact]
    public async Task Server_KilledAndBack_KeepsWhatWasListedAndGoesOn()
    {
        await using var platform = await PlatformProcess.StartAsync(TestPlans.LadderOnly);
        await using var publisher = Publishers.Camera(platform.RtmpUrl("live/ladder"));
        await platform.SegmentsAsync("ladder-ll", "index_high.m3u8", 3, Deadline);
        var before = await ListedAsync(platform);

        await platform.KillAsync();
        await platform.StartAsync();

        foreach (var (url, bytes) in before)
        {
            var now = await PlatformProcess.GetBytesAsync(url);
            Assert.True(bytes.AsSpan().SequenceEqual(now), $"{url} is not what it was");
        }

        var newest = before.Keys.Where(url => url.Contains("/ladder-cmaf/", StringComparison.Ordinal)).Max(NumberOf);
        await using var again = Publishers.Camera(platform.RtmpUrl("live/ladder"));
        var after = await Eventually.GetAsync(
            "two segments more",
            Deadline,
            async () => await platform.PlaylistAsync("ladder-cmaf", "index_high.m3u8") is { } playlist && playlist.Segments.Count(segment => !segment.Gap && segment.Number > newest) >= 2 ? playlist : null,
            () => platform.Log);
        Assert.Equal(newest + 1, after.Segments.First(segment => segment.Number > newest).Number);
        foreach (var segment in after.Segments.Where(segment => !segment.Gap))
        {
            await PlatformProcess.GetBytesAsync(platform.OriginUrl("ladder-cmaf", segment.Uri));
        }
    }

    private static async Task<Viewer> WatchAsync(PlatformProcess platform, string channel)
    {
        await platform.SegmentsAsync($"{channel}-ll", Video(channel), 2, Deadline);
        return await Viewer.OpenAsync(platform.PlayerUrl(platform.OriginUrl($"{channel}-ll", "index.m3u8"), "hlsjs"), () => platform.Log);
    }

    // The absence itself is the time the test is about; the publisher counts as away once the platform has noticed.
    private static async Task AwayAsync(PlatformProcess platform, string channel, TimeSpan time)
    {
        var since = Stopwatch.GetTimestamp();
        await Eventually.TrueAsync("the publisher is gone", Deadline, async () => await platform.PublisherAsync(channel) is null, () => platform.Log);
        await Eventually.TrueAsync("the time away is over", time + Deadline, () => Stopwatch.GetElapsedTime(since) >= time);
    }

    private static string Video(string channel) => channel == "pass" ? "index_video.m3u8" : "index_high.m3u8";

    private static string Evidence(PlatformProcess platform, string channel, params ChildProgram[] programs) =>
        $"{string.Join('\n', programs.Select(program => program.Said))}\n{platform.Log}\n{PlatformProcess.TryGetAsync(platform.OriginUrl($"{channel}-ll", Video(channel))).Result}";

    private static async Task<Dictionary<string, byte[]>> ListedAsync(PlatformProcess platform)
    {
        var listed = new Dictionary<string, byte[]>();
        foreach (var endpoint in new[] { "ladder-ll", "ladder-cmaf", "ladder-ts" })
        {
            foreach (var child in (await platform.PlaylistAsync(endpoint, "index.m3u8"))!.Children)
            {
                var playlist = (await platform.PlaylistAsync(endpoint, child))!;
                foreach (var file in playlist.Segments.Where(segment => !segment.Gap).Select(segment => segment.Uri).Concat(playlist.Parts))
                {
                    var url = platform.OriginUrl(endpoint, file);
                    listed[url] = await PlatformProcess.GetBytesAsync(url);
                }
            }
        }

        return listed;
    }

    private static long NumberOf(string url) =>
        long.Parse(Path.GetFileNameWithoutExtension(url).Split('_')[^1], System.Globalization.CultureInfo.InvariantCulture);
}
