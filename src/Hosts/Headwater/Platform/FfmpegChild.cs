using System.Diagnostics;

namespace Headwater.Hosts.Platform;

/// <summary>An ffmpeg that a command runs beside the platform; disposing ends it.</summary>
internal sealed class FfmpegChild : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private FfmpegChild(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts ffmpeg with these arguments.</summary>
    /// <exception cref="IOException">There is no such program.</exception>
    public static FfmpegChild Start(string executable, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(executable, arguments) { RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            return new FfmpegChild(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new IOException($"{executable} could not be started: {fault.Message}. Install ffmpeg, or name it with --ffmpeg.", fault);
        }
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Waits for its end; the exit code and what it said.</summary>
    public async Task<(int ExitCode, string Errors)> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return (_process.ExitCode, await _errors);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
