using System.Globalization;

namespace Headwater.EndToEnd.Tests.Support;

/// <summary>Reads streams with ffmpeg as a viewer would, and tells what it complained of.</summary>
internal static class FfmpegReader
{
    private static readonly TimeSpan MostLookedAt = TimeSpan.FromSeconds(16);

    /// <summary>Decodes that much of a stream; what ffmpeg warned of, line by line, and how much of it there was.</summary>
    public static Task<IReadOnlyList<string>> ComplaintsAsync(string url, TimeSpan length, params string[] map) => ComplaintsAsync(url, length, [], map);

    /// <summary>The same at the media's own pace.</summary>
    /// <remarks>Interop: ffmpeg 5.1 reads a live DASH stream as fast as it comes, asks for segments that are not listed yet, and then for each that follows.</remarks>
    public static Task<IReadOnlyList<string>> PacedComplaintsAsync(string url, TimeSpan length, params string[] map) => ComplaintsAsync(url, length, ["-re"], map);

    /// <summary>Waits until an MPD lists more than ffmpeg looks at before it keeps the media's pace.</summary>
    public static Task ListsEnoughAsync(string url, Func<string> evidence) => Eventually.TrueAsync(
        $"{url} lists {MostLookedAt.TotalSeconds} s",
        TimeSpan.FromMinutes(2),
        async () => await PlatformProcess.TryGetAsync(url) is { } manifest && DashManifest.ListedSeconds(manifest) >= (decimal)MostLookedAt.TotalSeconds,
        evidence);

    private static async Task<IReadOnlyList<string>> ComplaintsAsync(string url, TimeSpan length, string[] pace, string[] map)
    {
        var (exit, output, errors) = await ChildProgram.RunAsync(
            "ffmpeg",
            // On the stream's own time base: ffmpeg's guess of a frame rate would round two pictures to one time and blame the stream.
            ["-hide_banner", "-nostdin", "-v", "repeat+warning", "-xerror", .. pace, "-i", url, .. map, "-t", Seconds(length), "-fps_mode", "passthrough", "-enc_time_base", "-1", "-progress", "-", "-f", "null", "-"],
            length + TimeSpan.FromSeconds(120));
        var complaints = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        if (exit != 0)
        {
            complaints.Add($"exit code {exit}");
        }

        var reached = output.Split('\n').LastOrDefault(line => line.StartsWith("out_time_us=", StringComparison.Ordinal))?["out_time_us=".Length..];
        if (!long.TryParse(reached, NumberStyles.Integer, CultureInfo.InvariantCulture, out var microseconds) || microseconds < 0.9 * length.TotalMicroseconds)
        {
            complaints.Add($"ended after {reached} µs of {length.TotalSeconds:0.0} s");
        }

        return complaints;
    }

    /// <summary>What ffmpeg says at its information level while filters look at the media.</summary>
    public static async Task<string> ExamineAsync(string url, string videoFilter, string audioFilter)
    {
        var (exit, _, errors) = await ChildProgram.RunAsync(
            "ffmpeg", ["-hide_banner", "-nostdin", "-nostats", "-i", url, "-vf", videoFilter, "-af", audioFilter, "-f", "null", "-"], TimeSpan.FromSeconds(180));
        Assert.True(exit == 0, errors);
        return errors;
    }

    /// <summary>Presentation time in seconds of the first packet of a kind (v or a) in a file.</summary>
    public static async Task<double> FirstTimeAsync(string file, string kind)
    {
        var (exit, output, errors) = await ChildProgram.RunAsync(
            "ffprobe",
            ["-v", "error", "-select_streams", kind, "-show_entries", "packet=pts_time", "-of", "csv=p=0", file],
            TimeSpan.FromSeconds(120));
        Assert.True(exit == 0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Min(line => double.Parse(line.TrimEnd(','), CultureInfo.InvariantCulture));
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
