using System.CommandLine;
using System.Diagnostics;
using Headwater.Hosts.Platform;

namespace Headwater.Hosts.Commands;

/// <summary>Stops the platform of a data directory.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Command Make()
    {
        var command = new Command("down", "stops the platform");
        var settings = new SettingOptions(command);
        command.SetAction((parsed, cancellationToken) => settings.RunAsync(parsed, options => RunAsync(options, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(PlatformOptions options, CancellationToken cancellationToken)
    {
        if (PlatformState.Read(options.DataDirectory) is not { } state)
        {
            Console.WriteLine("Headwater is not running.");
            return 0;
        }

        using var process = Process.GetProcessById(state.ProcessId);
        using (var term = Process.Start("kill", ["-TERM", state.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await term.WaitForExitAsync(cancellationToken);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill();
            await Console.Error.WriteLineAsync($"It did not stop within {Patience.TotalSeconds:0} s and was killed; what was acknowledged is kept.");
        }

        Console.WriteLine("Headwater is down.");
        return 0;
    }
}
