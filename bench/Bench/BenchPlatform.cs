using System.Diagnostics;
using Headwater.Plans;

namespace Headwater.Bench;

/// <summary>The platform as a process of its own, on ports of its own, with a data directory that goes with it.</summary>
internal sealed class BenchPlatform : IAsyncDisposable
{
    private const int Offset = 20_000;
    private readonly Process _process;
    private readonly string _data;

    private BenchPlatform(Process process, string data) => (_process, _data) = (process, data);

    public int ProcessId => _process.Id;

    public static string Rtmp(string stream) => $"rtmp://127.0.0.1:{1935 + Offset}/{stream}";

    public static string Endpoint(string id, string file = "index.m3u8") => $"http://127.0.0.1:{8081 + Offset}/out/v1/{id}/{file}";

    public static string Player(string query) => $"http://127.0.0.1:{8080 + Offset}/player/?{query}";

    public static async Task<BenchPlatform> StartAsync(PlatformPlan plan)
    {
        var data = Directory.CreateTempSubdirectory("headwater-bench-").FullName;
        var planPath = Path.Combine(data, "plan.json");
        await File.WriteAllBytesAsync(planPath, PlanFile.Write(plan));
        var host = Path.Combine(AppContext.BaseDirectory, "headwater.dll");
        var start = new ProcessStartInfo("dotnet", [host, "up", "--plan", planPath, "--data", data, "--port-offset", $"{Offset}"])
        {
            RedirectStandardOutput = true,
        };
        // As ./headwater starts it.
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        var platform = new BenchPlatform(Process.Start(start)!, data);
        using var client = new HttpClient();
        for (var attempt = 0; attempt < 1200; attempt++)
        {
            try
            {
                if ((await client.GetAsync(new Uri($"http://127.0.0.1:{8080 + Offset}/healthz"))).IsSuccessStatusCode)
                {
                    return platform;
                }
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }

            await Task.Delay(100);
        }

        await platform.DisposeAsync();
        throw new IOException("the platform did not start within two minutes");
    }

    public async ValueTask DisposeAsync()
    {
        using (var term = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await term.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
