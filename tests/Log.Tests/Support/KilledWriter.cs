using System.Diagnostics;
using System.Runtime.CompilerServices;
using Headwater.Storage.Files;

namespace Headwater.Log.Tests.Support;

/// <summary>This program as a writer that somebody kills: appends as fast as it can to the log in a directory and prints the decode time of each fragment once it is acknowledged.</summary>
internal static class KilledWriter
{
    private const string Variable = "HEADWATER_LOG_TEST_WRITER";

    public static Process Start(string directory)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Headwater.Log.Tests.dll")]) { RedirectStandardOutput = true };
        start.Environment[Variable] = directory;
        return Process.Start(start)!;
    }

#pragma warning disable CA2255 // The test program has an entry point of its own; as the child it must not reach it.
    [ModuleInitializer]
    internal static void Run()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } directory)
        {
            Write(directory);
            Environment.Exit(0);
        }
    }

    private static void Write(string directory)
    {
        // Every call completes synchronously on files, so nothing here waits for a thread that the initializer holds up.
        var options = new MediaLogOptions { ExtentBytes = 64 << 10, RetentionPromise = TimeSpan.FromDays(1) };
        var log = MediaLog.OpenAsync(FileLogStorage.Open(directory), options, TimeProvider.System).AsTask().GetAwaiter().GetResult();
        using var acknowledged = Console.OpenStandardOutput();
        var n = log.Snapshot.FindTrack("v1")?.Fragments[^1].DecodeTicks / 45_000 ?? 0;
        Append(log, Records.Config());
        while (true)
        {
            n++;
            Append(log, Records.Fragment(n, payloadBytes: 100 + (int)(n * 37 % 5_000)));
            acknowledged.Write(BitConverter.GetBytes(n));
        }
    }

    private static void Append(MediaLog log, LogRecord record) =>
        log.AppendAsync(record, CancellationToken.None).AsTask().GetAwaiter().GetResult();
}
