using System.Globalization;
using System.Text.Json;

namespace Headwater.EndToEnd.Tests.Support;

/// <summary>The built host, run as users run it, in a process of its own that a test may kill. Its data directory lives as long as this.</summary>
internal sealed class PlatformProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(120);
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headwater-e2e-");
    private readonly List<string> _earlierLogs = [];
    private ChildProgram? _process;

    private PlatformProcess(string plan)
    {
        File.WriteAllText(PlanFile, plan);
    }

    public int PortOffset { get; } = Ports.FreeOffset();

    public string PlanFile => Path.Combine(_folder.FullName, "plan.json");

    public string DataDirectory => Path.Combine(_folder.FullName, "data");

    public int ProcessId => _process!.Id;

    /// <summary>Its log so far, over all its lives.</summary>
    public string Log => string.Join("\n", [.. _earlierLogs, _process?.Said ?? ""]);

    public string ConsoleUrl => $"http://127.0.0.1:{PortOffset + Ports.Console}/";

    public static async Task<PlatformProcess> StartAsync(string plan)
    {
        var platform = new PlatformProcess(plan);
        try
        {
            await platform.StartAsync();
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again in the same data directory, after <see cref="KillAsync"/>.</summary>
    public async Task StartAsync()
    {
        _process = ChildProgram.Start(Installation.Dotnet, [Installation.Headwater, "up", "--plan", PlanFile, .. Place()]);
        await Eventually.TrueAsync("the platform answers /healthz", ReadyDeadline, async () =>
        {
            Assert.False(_process.HasExited, Log);
            return await TryGetAsync($"{ConsoleUrl}healthz") is not null;
        }, () => Log);
    }

    /// <summary>The options that say which platform is meant.</summary>
    public string[] Place() => ["--data", DataDirectory, "--port-offset", PortOffset.ToString(CultureInfo.InvariantCulture)];

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        await _process!.KillAsync();
        _earlierLogs.Add(_process.Said);
        await _process.DisposeAsync();
    }

    public string RtmpUrl(string stream) => $"rtmp://127.0.0.1:{PortOffset + Ports.Rtmp}/{stream}";

    public string RtmpsUrl(string stream) => $"rtmps://127.0.0.1:{PortOffset + Ports.Rtmps}/{stream}";

    /// <summary>Address of a file of an endpoint.</summary>
    public string OriginUrl(string endpoint, string file) => $"http://127.0.0.1:{PortOffset + Ports.Http}/out/v1/{endpoint}/{file}";

    /// <summary>Address of the player page with one URL in it.</summary>
    public string PlayerUrl(string manifest, string player) => $"{ConsoleUrl}player/?url={Uri.EscapeDataString(manifest)}&player={player}";

    /// <summary>The text at an address; null when it is not there, or nobody is.</summary>
    public static async Task<string?> TryGetAsync(string url)
    {
        try
        {
            using var response = await Client.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The bytes at an address, which must be there.</summary>
    public static async Task<byte[]> GetBytesAsync(string url)
    {
        using var response = await Client.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{url}: HTTP {(int)response.StatusCode}");
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Who publishes on a channel, or null.</summary>
    public async Task<string?> PublisherAsync(string channel)
    {
        if (await TryGetAsync($"{ConsoleUrl}api/status") is not { } text)
        {
            return null;
        }

        using var status = JsonDocument.Parse(text);
        return status.RootElement.GetProperty("channels").EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == channel).GetProperty("publisher").GetString();
    }

    /// <summary>A media playlist as it is now; null when there is none.</summary>
    public async Task<HlsPlaylist?> PlaylistAsync(string endpoint, string file) =>
        await TryGetAsync(OriginUrl(endpoint, file)) is { } text ? HlsPlaylist.Read(text) : null;

    /// <summary>Waits until an endpoint's media playlist lists that many segments with media.</summary>
    public Task<HlsPlaylist> SegmentsAsync(string endpoint, string file, int count, TimeSpan deadline) => Eventually.GetAsync(
        $"{endpoint}/{file} lists {count} segments",
        deadline,
        async () => await PlaylistAsync(endpoint, file) is { } playlist && playlist.Segments.Count(segment => !segment.Gap) >= count ? playlist : null,
        () => Log);

    /// <summary>Runs a command of the program about this platform.</summary>
    public Task<(int ExitCode, string Output, string Errors)> CommandAsync(string command, params string[] more) =>
        ChildProgram.RunAsync(Installation.Dotnet, [Installation.Headwater, command, .. more, .. Place()], TimeSpan.FromSeconds(180));

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
