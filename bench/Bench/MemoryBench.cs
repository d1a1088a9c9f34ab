using System.Globalization;
using Headwater.Plans;

namespace Headwater.Bench;

/// <summary>Whether memory stays flat: a ladder channel, its playlists read all the time.</summary>
internal static class MemoryBench
{
    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("headwater-bench-").FullName;
        var source = await Sample.MakeAsync(directory, 640, 360, 1_000_000, 20);
        var plan = new PlatformPlan
        {
            Channels = [new ChannelPlan
            {
                Id = "bench",
                Input = new RtmpInputPlan { StreamName = "live/bench" },
                Retention = TimeSpan.FromMinutes(1.5),
                Ladder = new LadderPlan
                {
                    Preset = EncoderPreset.Ultrafast,
                    Video = [new VideoRenditionPlan { Name = "180p", Width = 320, Height = 180, BitsPerSecond = 300_000 }],
                    Audio = [new AudioRenditionPlan { Name = "stereo" }],
                },
            }],
            Endpoints =
            [
                new EndpointPlan { Id = "ll", ChannelId = "bench", Package = PackageKind.LowLatencyHls, SegmentDuration = TimeSpan.FromSeconds(2) },
                new EndpointPlan { Id = "ts", ChannelId = "bench", Package = PackageKind.HlsTs, SegmentDuration = TimeSpan.FromSeconds(2) },
                new EndpointPlan { Id = "dash", ChannelId = "bench", Package = PackageKind.Dash, SegmentDuration = TimeSpan.FromSeconds(2) },
            ],
        };
        await using var platform = await BenchPlatform.StartAsync(plan);
        var publisher = Sample.Publish(source, BenchPlatform.Rtmp("live/bench"));
        using var client = new HttpClient();
        double atTwo = 0;
        for (var second = 1; second <= 600; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            foreach (var address in new[] { BenchPlatform.Endpoint("ll", "index_180p.m3u8"), BenchPlatform.Endpoint("ts", "index_180p.m3u8"), BenchPlatform.Endpoint("dash", "index.mpd") })
            {
                await ReadAsync(client, address);
            }

            if (second % 60 == 0)
            {
                var resident = ProcessUse.ResidentMebibytes(platform.ProcessId);
                atTwo = second == 120 ? resident : atTwo;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {second / 60,2} min: {resident:0.0} MiB{(second > 120 ? $", {resident / atTwo:0.000} of that at 2 min" : "")}"));
            }
        }

        await Sample.EndAsync(publisher);
        Directory.Delete(directory, recursive: true);
    }

    // What a player does: the playlist, then the newest media it names.
    private static async Task ReadAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(new Uri(address));
        if (!response.IsSuccessStatusCode)
        {
            return;
        }

        var text = await response.Content.ReadAsStringAsync();
        var newest = text.Split('\n').LastOrDefault(line => line.EndsWith(".mp4", StringComparison.Ordinal) || line.EndsWith(".ts", StringComparison.Ordinal));
        if (newest is not null && !newest.StartsWith('#'))
        {
            using var media = await client.GetAsync(new Uri(new Uri(address), newest));
            await media.Content.CopyToAsync(Stream.Null);
        }
    }
}
