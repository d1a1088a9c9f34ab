using System.Diagnostics;

namespace Headwater.Bench;

/// <summary>Media made once by ffmpeg, and programs run beside the platform.</summary>
internal static class Sample
{
    /// <summary>An FLV file with that picture, 30 frames a second, an IDR a second, and a tone.</summary>
    public static async Task<string> MakeAsync(string directory, int width, int height, int bitsPerSecond, int seconds)
    {
        var path = Path.Combine(directory, $"{width}x{height}-{bitsPerSecond}-{seconds}.flv");
        await RunAsync("ffmpeg", [
            "-v", "error", "-y", "-f", "lavfi", "-i", $"testsrc2=size={width}x{height}:rate=30", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
            "-t", $"{seconds}", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "30", "-keyint_min", "30", "-sc_threshold", "0",
            "-b:v", $"{bitsPerSecond}", "-maxrate", $"{bitsPerSecond}", "-bufsize", $"{bitsPerSecond}", "-c:a", "aac", "-b:a", "128k", "-ac", "2", path]);
        return path;
    }

    public static Process Publish(string file, string url) =>
        Start("ffmpeg", ["-v", "error", "-nostdin", "-re", "-stream_loop", "-1", "-i", file, "-c", "copy", "-f", "flv", "-flvflags", "no_duration_filesize", url]);

    public static Process Start(string program, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true })!;

    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new IOException($"{program} ended with {process.ExitCode}");
    }

    public static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
