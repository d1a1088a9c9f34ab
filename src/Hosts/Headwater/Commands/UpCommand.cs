using System.CommandLine;
using System.Diagnostics;
using Headwater.Hosts.Platform;

namespace Headwater.Hosts.Commands;

/// <summary>Runs the platform in the foreground, or starts it in the background and returns when it is ready.</summary>
internal static class UpCommand
{
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(30);

    public static Command Make()
    {
        var command = new Command("up", "runs the platform");
        var detach = new Option<bool>("--detach") { Description = "return when it is ready, and leave it running" };
        command.Add(detach);
        var settings = new SettingOptions(command);
        command.SetAction((parsed, cancellationToken) => settings.RunAsync(parsed, options =>
            parsed.GetValue(detach) ? DetachAsync(options, cancellationToken) : RunAsync(options, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(PlatformOptions options, CancellationToken cancellationToken)
    {
        using var loggers = Logging.ToConsole(LogLevel.Information);
        var plan = await PlanLoading.ReadAsync(options.Plan);
        await using var platform = await RunningPlatform.StartAsync(options, plan, loggers, TimeProvider.System, cancellationToken);
        var state = PlatformState.Write(options);
        Console.WriteLine($"Headwater is up: {state.Console}");
        foreach (var channel in plan.Channels)
        {
            Console.WriteLine($"  {channel.Id}: push to {platform.UrlOf(channel)}");
        }

        foreach (var endpoint in plan.Endpoints)
        {
            Console.WriteLine($"  {endpoint.Id}: {endpoint.Package} at {platform.UrlOf(endpoint)}");
        }

        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopping.");
        }

        PlatformState.Remove(options.DataDirectory);
        return 0;
    }

    private static async Task<int> DetachAsync(PlatformOptions options, CancellationToken cancellationToken)
    {
        if (PlatformState.Read(options.DataDirectory) is { } running)
        {
            Console.WriteLine($"Headwater is up already: {running.Console}");
            return 0;
        }

        Directory.CreateDirectory(options.DataDirectory);
        var log = Path.Combine(options.DataDirectory, "headwater.log");
        // A shell of its own session: the platform outlives the terminal that started it.
        var start = new ProcessStartInfo("setsid") { UseShellExecute = false, RedirectStandardInput = true };
        string[] shell = ["sh", "-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", log, Environment.ProcessPath!, .. Arguments()];
        foreach (var argument in shell)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["HEADWATER_DATA"] = options.DataDirectory;
        using var process = Process.Start(start) ?? throw new IOException("the platform could not be started");
        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < ReadyDeadline)
        {
            if (PlatformState.Read(options.DataDirectory) is { } ready)
            {
                Console.WriteLine($"Headwater is up: {ready.Console}");
                return 0;
            }

            if (process.HasExited && process.ExitCode != 0)
            {
                break;
            }

            await Task.Delay(100, cancellationToken);
        }

        await Console.Error.WriteLineAsync($"The platform did not start; the end of {log}:");
        await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, File.ReadLines(log).TakeLast(10)));
        return 1;
    }

    private static IEnumerable<string> Arguments()
    {
        var arguments = Environment.GetCommandLineArgs();
        // Under `dotnet headwater.dll` the program is dotnet and the first argument the library.
        var isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        return (isHosted ? [arguments[0]] : Enumerable.Empty<string>()).Concat(arguments.Skip(1).Where(argument => argument != "--detach"));
    }
}
