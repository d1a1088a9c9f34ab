using System.Diagnostics;
using System.Text.Json;

namespace Headwater.Hosts.Platform;

/// <summary>What a running platform leaves in its data directory so that other commands find it.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Console">URL of its console.</param>
public sealed record PlatformState(int ProcessId, string Console)
{
    private static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "platform.json");

    /// <summary>Says that this process runs the platform.</summary>
    public static PlatformState Write(PlatformOptions options)
    {
        var state = new PlatformState(Environment.ProcessId, $"http://{options.UrlHost}:{options.PortOf(options.ConsolePort)}/");
        File.WriteAllText(PathIn(options.DataDirectory), JsonSerializer.Serialize(state));
        return state;
    }

    /// <summary>The platform that runs in that directory, or null.</summary>
    public static PlatformState? Read(string dataDirectory)
    {
        try
        {
            var state = JsonSerializer.Deserialize<PlatformState>(File.ReadAllText(PathIn(dataDirectory)));
            return state is not null && IsAlive(state.ProcessId) ? state : null;
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Says that the platform has stopped.</summary>
    public static void Remove(string dataDirectory) => File.Delete(PathIn(dataDirectory));

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited && process.ProcessName is "dotnet" or "headwater";
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
