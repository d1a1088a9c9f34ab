using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Headwater.Hosts.Platform;
using Headwater.Plans;

namespace Headwater.Bench;

/// <summary>Glass to glass: the clock that the camera burns in, read off the screen of headless Chromium with hls.js; 0.5 s parts.</summary>
internal static class LatencyBench
{
    private const int Seconds = 30;

    public static async Task RunAsync()
    {
        await MeasureAsync("passthrough", null, bar: 2.0);
        await MeasureAsync(
            "transcoded",
            new LadderPlan
            {
                GopDuration = TimeSpan.FromSeconds(1),
                Video = [Rung("360p", 640, 360, 800_000), Rung("240p", 426, 240, 400_000)],
                Audio = [new AudioRenditionPlan { Name = "stereo" }],
            },
            bar: 3.0);
    }

    private static VideoRenditionPlan Rung(string name, int width, int height, int bits) => new() { Name = name, Width = width, Height = height, BitsPerSecond = bits };

    private static async Task MeasureAsync(string name, LadderPlan? ladder, double bar)
    {
        var plan = new PlatformPlan
        {
            Channels = [new ChannelPlan { Id = "bench", Input = new RtmpInputPlan { StreamName = "live/bench" }, Ladder = ladder }],
            Endpoints = [new EndpointPlan { Id = "bench", ChannelId = "bench", Package = PackageKind.LowLatencyHls, SegmentDuration = TimeSpan.FromSeconds(2) }],
        };
        await using var platform = await BenchPlatform.StartAsync(plan);
        var camera = Sample.Start("ffmpeg", new Camera(640, 360, 30) { BitsPerSecond = 1_500_000 }.Arguments(BenchPlatform.Rtmp("live/bench")));
        await Task.Delay(TimeSpan.FromSeconds(10));
        var page = BenchPlatform.Player($"url={Uri.EscapeDataString(BenchPlatform.Endpoint("bench"))}&player=hlsjs");
        var output = await Sample.RunAsync("node", [Path.Combine(Root(), "tests/browser/play.mjs"), "--page", page, "--seconds", $"{Seconds}"]);
        await Sample.EndAsync(camera);
        using var result = JsonDocument.Parse(output);
        var glass = result.RootElement.GetProperty("glassToGlass");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name}: glass to glass median {glass.GetProperty("median").GetDouble():0.00} s (bar {bar:0.0} s), p95 {glass.GetProperty("p95").GetDouble():0.00} s, stalls {result.RootElement.GetProperty("stalls").GetInt32()}, dropped frames {result.RootElement.GetProperty("droppedFrames").GetInt32()}"));
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Headwater.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new UnreachableException();
    }
}
