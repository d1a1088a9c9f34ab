using System.Diagnostics;

namespace Headwater.Formats.Tests.Mp4.Support;

/// <summary>Runs ffmpeg and ffprobe: who makes the clips, and who judges what we made of them.</summary>
internal static class Ffmpeg
{
    public static async Task<byte[]> MakeAsync(string extension, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"headwater-{Guid.NewGuid():n}.{extension}");
        try
        {
            await RunAsync("ffmpeg", ["-v", "error", "-nostdin", "-y", .. arguments, path]);
            return await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static async Task<byte[]> MakeWithGStreamerAsync(string pipeline)
    {
        var path = Path.Combine(Path.GetTempPath(), $"headwater-{Guid.NewGuid():n}.mp4");
        try
        {
            await RunAsync("gst-launch-1.0", ["-q", .. (pipeline + path).Split(' ')]);
            return await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>What ffprobe says of every packet, one line each; fails when it has anything to complain of.</summary>
    public static Task<string> ProbePacketsAsync(ReadOnlyMemory<byte> file) =>
        ProbeAsync(file, "-show_packets", "-show_data_hash", "md5", "-show_entries", "packet=pts,dts,duration,size,flags,data_hash");

    public static async Task<string> ProbeAsync(ReadOnlyMemory<byte> file, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"headwater-{Guid.NewGuid():n}.mp4");
        try
        {
            await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
            return await RunAsync("ffprobe", ["-v", "warning", "-of", "csv=p=0", .. arguments, path]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<string> RunAsync(string command, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", string.Join('\n', errors.Split('\n').Where(line => !line.StartsWith("Svt[", StringComparison.Ordinal))).Trim());
        Assert.Equal(0, process.ExitCode);
        return await output;
    }
}
