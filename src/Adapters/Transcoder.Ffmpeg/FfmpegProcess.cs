using System.ComponentModel;
using System.Diagnostics;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>Starts and ends ffmpeg processes.</summary>
internal static class FfmpegProcess
{
    /// <summary>Starts one with its standard error redirected and nothing on its standard input.</summary>
    /// <exception cref="IOException">The program cannot be run; the message says how to mend it.</exception>
    public static Process Start(string executable, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"'{executable}' cannot be run ({exception.Message}): install ffmpeg, or name its path in the settings", exception);
        }
    }

    /// <summary>Ends it at once, unless it has ended.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended in the meantime.
        }
    }
}
