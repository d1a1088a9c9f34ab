using System.Diagnostics;
using System.Runtime.InteropServices;
using Headwater.Foundation;
using Headwater.Live.Transcoding;
using Headwater.Plans;

namespace Headwater.Transcoder.Ffmpeg.Tests;

/// <summary>A running ffmpeg is killed or stopped while a source plays in real time. The only tests here that use the real clock.</summary>
public sealed class SupervisedFfmpegTests
{
    private const int Kill = 9;
    private const int Stop = 19;

    private static readonly LadderPlan _ladder = new()
    {
        Video =
        [
            new VideoRenditionPlan { Name = "high", Width = 192, Height = 108, BitsPerSecond = 300_000 },
            new VideoRenditionPlan { Name = "low", Width = 128, Height = 72, BitsPerSecond = 150_000 },
        ],
        Audio = [new AudioRenditionPlan { Name = "sound" }],
        GopDuration = TimeSpan.FromSeconds(1),
        Preset = EncoderPreset.Ultrafast,
    };

    [Theory]
    [InlineData(Kill)]
    [InlineData(Stop)]
    public async Task Encoder_KilledOrStopped_IsReplacedOnceAndWithoutAGap(int signal)
    {
        var clip = await SourceClip.MakeAsync(5);
        var name = "supervised" + signal;
        var alerts = new List<TranscodeAlert>();
        var directory = Directory.CreateTempSubdirectory("hw-t").FullName;
        var transcoder = Encoding.Transcoder(new FfmpegOptions { SocketDirectory = directory });
        // An encoder that waits for a busy machine's processor must not be taken for one that stands still.
        var supervision = new TranscodeSupervision { StuckAfter = TimeSpan.FromSeconds(signal == Stop ? 8 : 60), StartupAllowance = TimeSpan.FromSeconds(60) };
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var supervisor = new TranscodeSupervisor(
            transcoder, Encoding.Job(clip, _ladder) with { Name = name }, supervision, TimeProvider.System, alerts.Add);
        var encoding = new Encoding();
        var writing = PlayAsync(supervisor, clip, deadline.Token);
        var struck = false;

        await foreach (var output in supervisor.ReadAsync(deadline.Token))
        {
            encoding.Add(output);
            if (!struck && encoding.Samples(0).Count >= 45)
            {
                struck = true;
                Assert.Equal(0, SendSignal(FindChild(directory), signal));
            }
        }

        await writing;
        Directory.Delete(directory, true);
        var exit = await supervisor.Completion;
        Assert.True(exit.Reason == TranscoderExitReason.Completed, exit.Detail);
        Assert.Equal(signal == Kill ? EncoderFault.Ended : EncoderFault.Stuck, Assert.Single(alerts.OfType<EncoderReplaced>()).Cause);
        for (var output = 0; output < 2; output++)
        {
            Assert.Equal(clip.VideoTimes, encoding.Samples(output).Select(sample => sample.PresentationTicks));
            Assert.Superset(FfmpegTranscoderTests.ExpectedKeys(clip.VideoTimes, 90_000).ToHashSet(), encoding.Keys(output).ToHashSet());
            FfmpegTranscoderTests.AssertDecodable(encoding.Samples(output));
        }

        Assert.All(encoding.Samples(2).Zip(encoding.Samples(2).Skip(1)), pair => Assert.Equal(1_024, pair.Second.DecodeTicks - pair.First.DecodeTicks));
    }

    /// <summary>Writes each sample when it is due.</summary>
    private static async Task PlayAsync(TranscodeSupervisor supervisor, SourceClip clip, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        foreach (var sample in clip.Samples)
        {
            var due = new MediaTime(sample.DecodeTicks, clip.Formats[sample.Track].Timescale).ToTimeSpan() - clip.Start.ToTimeSpan();
            if (due - clock.Elapsed is { Ticks: > 0 } early)
            {
                await Task.Delay(early, cancellationToken);
            }

            await supervisor.WriteAsync(sample, cancellationToken);
        }

        await supervisor.CompleteAsync(cancellationToken);
    }

    /// <summary>The process whose command line names this test's own directory.</summary>
    private static int FindChild(string directory) =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
            .Where(id => id > 0 && id != Environment.ProcessId)
            .First(id => CommandLine(id).Contains(directory, StringComparison.Ordinal));

    private static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
