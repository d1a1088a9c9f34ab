using System.Diagnostics;
using System.Globalization;
using Headwater.Plans;

namespace Headwater.Bench;

/// <summary>The server's CPU for N publishers passed through to LL-HLS with 500 ms parts, beside nginx-rtmp writing 2 s HLS segments.</summary>
internal static class PublishersBench
{
    private const int Seconds = 20;
    private const int NginxPort = 21_936;

    // The runtime compiles what is hot in the first seconds; publishers stay for hours.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("headwater-bench-").FullName;
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_111_111);
        var source = await Sample.MakeAsync(directory, 640, 360, 800_000, 20);
        Console.WriteLine("  publishers   headwater (cores)   nginx-rtmp (cores)   ratio");
        foreach (var count in new[] { 1, 10, 100 })
        {
            var ours = await OursAsync(source, count);
            var nginx = await NginxAsync(source, count, directory);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,10}   {ours,17:0.000}   {nginx,18:0.000}   {ours / nginx,5:0.00}"));
        }

        Directory.Delete(directory, recursive: true);
    }

    private static async Task<double> OursAsync(string source, int count)
    {
        var plan = new PlatformPlan
        {
            Channels = [.. Enumerable.Range(0, count).Select(index => new ChannelPlan { Id = $"c{index}", Input = new RtmpInputPlan { StreamName = $"live/c{index}" } })],
            Endpoints = [.. Enumerable.Range(0, count).Select(index => new EndpointPlan { Id = $"e{index}", ChannelId = $"c{index}", Package = PackageKind.LowLatencyHls, SegmentDuration = TimeSpan.FromSeconds(2) })],
        };
        await using var platform = await BenchPlatform.StartAsync(plan);
        return await MeasureAsync(source, count, index => BenchPlatform.Rtmp($"live/c{index}"), [platform.ProcessId]);
    }

    private static async Task<double> NginxAsync(string source, int count, string directory)
    {
        var configuration = Path.Combine(directory, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            load_module modules/ngx_rtmp_module.so;
            daemon off;
            worker_processes 1;
            pid {{directory}}/nginx.pid;
            error_log {{directory}}/error.log;
            events { worker_connections 1024; }
            rtmp { server { listen 127.0.0.1:{{NginxPort}}; application live { live on; hls on; hls_path {{directory}}/hls; hls_fragment 2s; hls_playlist_length 60s; } } }
            """);
        Directory.CreateDirectory(Path.Combine(directory, "hls"));
        File.SetUnixFileMode(Path.Combine(directory, "hls"), (UnixFileMode)0b111_111_111);
        var nginx = Sample.Start("nginx", ["-c", configuration, "-e", Path.Combine(directory, "start.log")]);
        await Task.Delay(1000);
        var cores = await MeasureAsync(source, count, index => $"rtmp://127.0.0.1:{NginxPort}/live/c{index}", [nginx.Id, .. ProcessUse.ChildrenOf(nginx.Id)]);
        using (var quit = Process.Start("kill", ["-TERM", $"{nginx.Id}"]))
        {
            await quit.WaitForExitAsync();
        }

        await nginx.WaitForExitAsync();
        return cores;
    }

    private static async Task<double> MeasureAsync(string source, int count, Func<int, string> url, IReadOnlyList<int> servers)
    {
        var publishers = Enumerable.Range(0, count).Select(index => Sample.Publish(source, url(index))).ToList();
        await Task.Delay(WarmUp);
        var before = servers.Sum(server => ProcessUse.CpuSeconds(server, withChildren: false));
        await Task.Delay(TimeSpan.FromSeconds(Seconds));
        var cores = (servers.Sum(server => ProcessUse.CpuSeconds(server, withChildren: false)) - before) / Seconds;
        var alive = publishers.Count(publisher => !publisher.HasExited);
        foreach (var publisher in publishers)
        {
            await Sample.EndAsync(publisher);
        }

        return alive == count ? cores : throw new IOException($"only {alive} of {count} publishers were still publishing");
    }
}
