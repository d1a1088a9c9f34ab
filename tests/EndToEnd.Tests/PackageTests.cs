using System.Globalization;
using Headwater.EndToEnd.Tests.Support;

namespace Headwater.EndToEnd.Tests;

/// <summary>Two pipelines and two publishers into one package: neither an encoder's nor a publisher's end stops what viewers get.</summary>
public sealed class PackageTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    // How long the playlist may stand still, on a machine that may do much else.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private const string Plan =
        """
        { "channels": [
            { "id": "p0", "input": { "streamName": "live/p0" }, "ladder": LADDER,
              "archives": [ { "name": "film", "bucket": "films", "keyBase": "live/show", "rollover": "4s", "video": "high", "audio": ["stereo"] } ] },
            { "id": "p1", "input": { "streamName": "live/p1" }, "ladder": LADDER } ],
          "packages": [ { "id": "show", "sources": [ { "channelId": "p0" }, { "channelId": "p1" } ] } ],
          "endpoints": [
            { "id": "show-ll", "channelId": "show", "package": "lowLatencyHls", "segmentDuration": "2s" },
            { "id": "show-cmaf", "channelId": "show", "package": "hlsCmaf", "segmentDuration": "2s", "startoverWindow": "5m" },
            { "id": "closed", "channelId": "show", "package": "hlsTs", "segmentDuration": "2s", "origination": false } ] }
        """;

    private const string Ladder =
        """
        { "gopDuration": "1s", "preset": "ultrafast",
          "video": [
            { "name": "high", "width": 320, "height": 180, "bitsPerSecond": 300000 },
            { "name": "low", "width": 160, "height": 90, "bitsPerSecond": 100000 } ],
          "audio": [ { "name": "stereo", "bitsPerSecond": 96000 } ] }
        """;

    [Fact]
    public async Task Pipeline_ThatFails_DoesNotStopThePackage()
    {
        await using var platform = await PlatformProcess.StartAsync(Plan.Replace("LADDER", Ladder, StringComparison.Ordinal));
        await using var first = Publishers.Camera(platform.RtmpUrl("live/p0"));
        await Eventually.TrueAsync("the first pipeline encodes", Deadline, () => ChildProgram.ChildrenOf(platform.ProcessId, "ffmpeg") is [_], () => platform.Log);
        var encoder = Assert.Single(ChildProgram.ChildrenOf(platform.ProcessId, "ffmpeg"));
        await using var second = Publishers.Camera(platform.RtmpUrl("live/p1"));
        await platform.SegmentsAsync("show-ll", "index_high.m3u8", 3, Deadline);
        Assert.Null(await PlatformProcess.TryGetAsync(platform.OriginUrl("closed", "index.m3u8")));

        ChildProgram.Signal("KILL", encoder);
        await GoesOnAsync(platform, segments: 4);
        var before = await NewestAsync(platform);
        await first.KillAsync();
        await Eventually.TrueAsync("the package follows the second pipeline", Deadline, () => platform.Log.Contains("show: follows p1", StringComparison.Ordinal), () => platform.Log);
        await GoesOnAsync(platform, segments: 5);

        var start = before.ProgramDateTime!.Value.AddSeconds(-6);
        var url = platform.OriginUrl("show-cmaf", string.Create(CultureInfo.InvariantCulture, $"index.m3u8?start={start.ToUnixTimeSeconds()}&end={start.AddSeconds(14).ToUnixTimeSeconds()}"));
        await AssertReadsAsync(url, "-map", "0:v:0", "-map", "0:a:0");
        var copies = Path.Combine(platform.DataDirectory, "copies");
        await (await AwsCli.OfAsync(platform)).TextAsync("s3", "sync", "s3://films/live", copies);
        var films = Directory.GetFiles(copies, "show.*.m2ts");
        Assert.Contains(films, film => film.EndsWith("show.000000.m2ts", StringComparison.Ordinal));
        foreach (var film in films)
        {
            await AssertReadsAsync(film, "-map", "0:v:0", "-map", "0:a:0");
        }
    }

    private static async Task GoesOnAsync(PlatformProcess platform, int segments)
    {
        for (var count = 0; count < segments; count++)
        {
            var reached = (await NewestAsync(platform)).Number;
            await Eventually.TrueAsync($"a segment follows {reached}", Bound, async () => (await NewestAsync(platform)).Number > reached, () => platform.Log);
        }
    }

    private static async Task<HlsSegment> NewestAsync(PlatformProcess platform) =>
        (await platform.SegmentsAsync("show-ll", "index_high.m3u8", 1, Deadline)).Segments.Last(segment => !segment.Gap);

    private static async Task AssertReadsAsync(string what, params string[] map)
    {
        // On the stream's own time base: ffmpeg's guess of a frame rate would round two pictures to one time and blame the stream.
        var (exit, output, errors) = await ChildProgram.RunAsync(
            "ffmpeg",
            ["-hide_banner", "-nostdin", "-v", "error", "-xerror", "-i", what, .. map, "-fps_mode", "passthrough", "-enc_time_base", "-1", "-progress", "-", "-f", "null", "-"],
            Deadline);

        Assert.True(exit == 0 && errors.Trim().Length == 0, $"{what}: exit code {exit}: {errors}");
        Assert.Contains("progress=end", output, StringComparison.Ordinal);
    }
}
