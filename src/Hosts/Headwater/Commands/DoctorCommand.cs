using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Headwater.Hosts.Platform;
using Headwater.Plans;

namespace Headwater.Hosts.Commands;

/// <summary>Checks the machine: ports, ffmpeg and its encoders, and how many rungs this CPU encodes in real time.</summary>
internal static class DoctorCommand
{
    private const int MeasuredSeconds = 4;
    private const int SourceRate = 30;

    public static Command Make()
    {
        var command = new Command("doctor", "checks the machine: ports, ffmpeg, how many rungs this CPU encodes in real time");
        var settings = new SettingOptions(command);
        command.SetAction((parsed, cancellationToken) => settings.RunAsync(parsed, options => RunAsync(options, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(PlatformOptions options, CancellationToken cancellationToken)
    {
        var good = Ports(options);
        var encoders = await OutputAsync(options.Ffmpeg, ["-hide_banner", "-encoders"], cancellationToken);
        if (encoders is null)
        {
            Console.WriteLine($"FAIL  {options.Ffmpeg} cannot be run: install ffmpeg");
            return 1;
        }

        foreach (var needed in new[] { "libx264", "aac" })
        {
            good &= Say(encoders.Contains($" {needed} ", StringComparison.Ordinal), $"ffmpeg has {needed}");
        }

        foreach (var optional in new[] { "libx265", "h264_nvenc", "h264_vaapi", "h264_qsv" })
        {
            Console.WriteLine($"{(encoders.Contains($" {optional} ", StringComparison.Ordinal) ? "ok   " : "-    ")} {optional}");
        }

        var plan = await PlanLoading.ReadAsync(options.Plan ?? Path.Combine(AppContext.BaseDirectory, "demo-plan.json"));
        if (plan.Channels.FirstOrDefault(channel => channel.Ladder is not null)?.Ladder is { } ladder)
        {
            await MeasureAsync(options, ladder, cancellationToken);
        }

        return good ? 0 : 1;
    }

    private static bool Ports(PlatformOptions options)
    {
        if (PlatformState.Read(options.DataDirectory) is { } running)
        {
            Console.WriteLine($"ok    the platform is up (process {running.ProcessId}) and has its ports");
            return true;
        }

        var good = true;
        foreach (var port in new[] { options.ApiPort, options.ConsolePort, options.HttpPort, options.HttpsPort, options.RtmpPort, options.RtmpsPort })
        {
            good &= Say(IsFree(new IPEndPoint(options.Address, options.PortOf(port))), $"port {options.PortOf(port)} is free");
        }

        return good;
    }

    private static bool IsFree(IPEndPoint address)
    {
        try
        {
            using var listener = new TcpListener(address);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task MeasureAsync(PlatformOptions options, LadderPlan ladder, CancellationToken cancellationToken)
    {
        var rungs = ladder.Video.OrderBy(video => video.Width * video.Height).ToList();
        for (var count = 1; count <= rungs.Count; count++)
        {
            var shown = rungs.Take(count).ToList();
            var speed = await SpeedAsync(options.Ffmpeg, shown, cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(speed >= 1.5 ? "ok   " : speed >= 1 ? "tight" : "slow ")} {count} rungs up to {shown[^1].Name}: {speed:0.0} x real time with all cores"));
            if (speed < 1)
            {
                break;
            }
        }
    }

    private static async Task<double> SpeedAsync(string ffmpeg, List<VideoRenditionPlan> rungs, CancellationToken cancellationToken)
    {
        var top = rungs[^1];
        var split = string.Concat(Enumerable.Range(0, rungs.Count).Select(index => $"[s{index}]"));
        var scales = rungs.Select((rung, index) => $"[s{index}]scale={rung.Width}:{rung.Height}[v{index}]");
        List<string> arguments =
        [
            "-hide_banner", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i",
            string.Create(CultureInfo.InvariantCulture, $"testsrc2=size={top.Width}x{top.Height}:rate={SourceRate}:duration={MeasuredSeconds}"),
            "-filter_complex", $"[0:v]split={rungs.Count}{split};{string.Join(';', scales)}",
        ];
        for (var index = 0; index < rungs.Count; index++)
        {
            arguments.AddRange(["-map", $"[v{index}]", "-c:v", "libx264", "-preset", "superfast", "-tune", "zerolatency", "-b:v", rungs[index].BitsPerSecond.ToString(CultureInfo.InvariantCulture), "-f", "null", "-"]);
        }

        var began = Stopwatch.GetTimestamp();
        _ = await OutputAsync(ffmpeg, arguments, cancellationToken);
        return MeasuredSeconds / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<string?> OutputAsync(string executable, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static bool Say(bool good, string what)
    {
        Console.WriteLine($"{(good ? "ok   " : "FAIL ")} {what}{(good ? "" : ": NO")}");
        return good;
    }
}
