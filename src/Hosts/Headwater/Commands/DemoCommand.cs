using System.CommandLine;
using System.Diagnostics;
using Headwater.Hosts.Platform;
using Headwater.Plans;
using Spectre.Console;

namespace Headwater.Hosts.Commands;

/// <summary>The main job: the platform, the demo plan, a synthetic camera, and URLs that play.</summary>
internal static class DemoCommand
{
    private const int CameraRate = 30;
    private static readonly TimeSpan PlayDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    public static Command Make()
    {
        var command = new Command("demo", "starts the platform with a synthetic camera and prints what to open in a browser");
        var settings = new SettingOptions(command);
        command.SetAction((parsed, cancellationToken) => settings.RunAsync(parsed, options => RunAsync(options, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(PlatformOptions options, CancellationToken cancellationToken)
    {
        if (PlatformState.Read(options.DataDirectory) is { } running)
        {
            throw new IOException($"Headwater is up already at {running.Console} (process {running.ProcessId}). Stop it with ./headwater down, or set HEADWATER_PORT_OFFSET.");
        }

        var progress = new Progress();
        var whole = await PlanLoading.ReadAsync(options.Plan ?? Path.Combine(AppContext.BaseDirectory, "demo-plan.json"));
        var plan = Fit(whole, progress);
        using var loggers = Logging.ToConsole(LogLevel.Warning);
        progress.Say("Starting the platform");
        await using var platform = await RunningPlatform.StartAsync(options, plan, loggers, TimeProvider.System, cancellationToken);
        var state = PlatformState.Write(options);
        try
        {
            var channel = plan.Channels[0];
            var source = channel.Ladder?.Video.MaxBy(video => video.Width);
            progress.Say($"Publishing the synthetic camera to {platform.UrlOf(channel)}");
            await using var camera = FfmpegChild.Start(options.Ffmpeg, new Camera(source?.Width is > 1280 ? source.Width : 1280, source?.Height is > 720 ? source.Height : 720, CameraRate).Arguments(platform.UrlOf(channel)));
            var ended = camera.WaitAsync(cancellationToken);
            progress.Say("Waiting until it plays");
            var seconds = await UntilPlayableAsync(platform, channel, ended, cancellationToken);
            progress.Done($"It plays, {seconds:0.0} s after the start.");
            Print(platform, state);
            var (exit, errors) = await ended;
            throw new IOException($"the camera ended with code {exit}: {errors}");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine("Stopping.");
            return 0;
        }
        finally
        {
            PlatformState.Remove(options.DataDirectory);
        }
    }

    private static PlatformPlan Fit(PlatformPlan plan, Progress progress)
    {
        if (plan.Channels.Count == 0)
        {
            throw new SettingsException("the plan has no channel to demonstrate");
        }

        return plan with
        {
            Channels = [.. plan.Channels.Select(channel =>
            {
                if (channel.Ladder is not { } ladder)
                {
                    return channel;
                }

                var fitted = MachineCapacity.Fit(ladder, Environment.ProcessorCount, CameraRate);
                progress.Say($"{channel.Id}: this machine ({Environment.ProcessorCount} cores) encodes {string.Join(", ", fitted.Video.Select(video => video.Name))}"
                    + (fitted.Video.Count < ladder.Video.Count ? $" of {string.Join(", ", ladder.Video.Select(video => video.Name))}" : ""));
                return channel with { Ladder = fitted };
            })],
        };
    }

    /// <summary>Waits until every URL of the channel that will be printed plays; the seconds that it took.</summary>
    private static async Task<double> UntilPlayableAsync(
        RunningPlatform platform, ChannelPlan channel, Task<(int ExitCode, string Errors)> camera, CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        // What an earlier run left in the log does not count.
        var since = TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch;
        using var check = new PlaybackCheck(platform.Options);
        foreach (var endpoint in platform.Plan.Endpoints.Where(endpoint => endpoint.ChannelId == channel.Id))
        {
            while (await check.WhyNotAsync(endpoint, platform.UrlOf(endpoint), since, cancellationToken) is { } reason)
            {
                if (camera.IsCompleted)
                {
                    var (exit, errors) = await camera;
                    throw new IOException($"the camera ended with code {exit}: {errors}");
                }

                if (began.Elapsed > PlayDeadline)
                {
                    throw new IOException($"nothing to play within {PlayDeadline.TotalSeconds:0} s: {reason}; the log above may say why");
                }

                await Task.Delay(LookAgain, TimeProvider.System, cancellationToken);
            }
        }

        return began.Elapsed.TotalSeconds;
    }

    private static void Print(RunningPlatform platform, PlatformState state)
    {
        Console.WriteLine();
        Console.WriteLine($"  Player   {state.Console}player/");
        foreach (var endpoint in platform.Plan.Endpoints)
        {
            Console.WriteLine($"  {endpoint.Package,-14} {platform.UrlOf(endpoint)}");
        }

        Console.WriteLine();
        Console.WriteLine("Ctrl-C stops everything.");
    }

    /// <summary>Steps in a terminal with colour, in a pipe as plain lines.</summary>
    private sealed class Progress
    {
        private readonly bool _terminal = AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;

        public void Say(string step) => Write("[grey]•[/]", step);

        public void Done(string step) => Write("[green]✓[/]", step);

        private void Write(string mark, string step)
        {
            if (_terminal)
            {
                AnsiConsole.MarkupLine($"{mark} {Markup.Escape(step)}");
            }
            else
            {
                Console.WriteLine(step);
            }
        }
    }
}
