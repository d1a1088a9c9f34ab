using System.Globalization;
using Headwater.Plans;

namespace Headwater.Bench;

/// <summary>What the platform adds to the encoder: all of a channel's processes over ffmpeg alone with the same ladder, same preset, same source.</summary>
internal static class LadderBench
{
    private const int Seconds = 30;
    private const int Runs = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly (int Width, int Height, int Bits)[] Rungs = [(1280, 720, 2_500_000), (854, 480, 1_200_000), (640, 360, 800_000)];

    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("headwater-bench-").FullName;
        var source = await Sample.MakeAsync(directory, 1280, 720, 3_000_000, 20);
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            var (whole, server) = await ChannelAsync(source);
            ours.Add(whole);
            bare.Add((await BareAsync(source, directory)).Whole);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  run {run + 1}: channel {whole:0.000} cores ({server:0.000} of them the server), bare ffmpeg {bare[^1]:0.000} cores, ratio {whole / bare[^1]:0.00}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median: channel {Sample.Median(ours):0.000}, bare {Sample.Median(bare):0.000}, ratio of medians {Sample.Median(ours) / Sample.Median(bare):0.00}"));
        Directory.Delete(directory, recursive: true);
    }

    private static async Task<(double Whole, double Own)> ChannelAsync(string source)
    {
        var plan = new PlatformPlan
        {
            Channels = [new ChannelPlan
            {
                Id = "bench",
                Input = new RtmpInputPlan { StreamName = "live/bench" },
                Ladder = new LadderPlan
                {
                    Preset = EncoderPreset.Superfast,
                    Video = [.. Rungs.Select(rung => new VideoRenditionPlan { Name = $"{rung.Height}p", Width = rung.Width, Height = rung.Height, BitsPerSecond = rung.Bits })],
                    Audio = [new AudioRenditionPlan { Name = "stereo" }],
                },
            }],
        };
        await using var platform = await BenchPlatform.StartAsync(plan);
        var publisher = Sample.Publish(source, BenchPlatform.Rtmp("live/bench"));
        var cores = await MeasureAsync(platform.ProcessId);
        await Sample.EndAsync(publisher);
        return cores;
    }

    private static async Task<(double Whole, double Own)> BareAsync(string source, string directory)
    {
        var split = string.Concat(Enumerable.Range(0, Rungs.Length).Select(index => $"[s{index}]"));
        var scales = Rungs.Select((rung, index) => $"[s{index}]scale={rung.Width}:{rung.Height}[v{index}]");
        List<string> arguments = ["-v", "error", "-nostdin", "-re", "-stream_loop", "-1", "-thread_type", "slice", "-i", source, "-filter_complex", $"[0:v]split={Rungs.Length}{split};{string.Join(';', scales)}"];
        for (var index = 0; index < Rungs.Length; index++)
        {
            var bits = Rungs[index].Bits.ToString(CultureInfo.InvariantCulture);
            arguments.AddRange([
                "-map", $"[v{index}]", "-c:v", "libx264", "-preset", "superfast", "-tune", "zerolatency", "-b:v", bits, "-maxrate", bits, "-bufsize", (Rungs[index].Bits * 2).ToString(CultureInfo.InvariantCulture),
                "-g", "60", "-keyint_min", "60", "-sc_threshold", "0", "-f", "hls", "-hls_time", "2", "-hls_flags", "delete_segments", Path.Combine(directory, $"v{index}.m3u8")]);
        }

        arguments.AddRange(["-map", "0:a", "-c:a", "aac", "-b:a", "128k", "-f", "hls", "-hls_time", "2", "-hls_flags", "delete_segments", Path.Combine(directory, "a.m3u8")]);
        var ffmpeg = Sample.Start("ffmpeg", arguments);
        var cores = await MeasureAsync(ffmpeg.Id);
        await Sample.EndAsync(ffmpeg);
        return cores;
    }

    private static async Task<(double Whole, double Own)> MeasureAsync(int processId)
    {
        // The runtime compiles what is hot in the first seconds; a channel runs for days.
        await Task.Delay(WarmUp);
        var (whole, own) = Read();
        await Task.Delay(TimeSpan.FromSeconds(Seconds));
        var (wholeAfter, ownAfter) = Read();
        return ((wholeAfter - whole) / Seconds, (ownAfter - own) / Seconds);

        (double Whole, double Own) Read() => (ProcessUse.CpuSeconds(processId, withChildren: true), ProcessUse.CpuSeconds(processId, withChildren: false));
    }
}
