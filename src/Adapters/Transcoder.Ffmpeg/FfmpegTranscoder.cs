using Headwater.Live.Transcoding;
using Headwater.Plans;
using Microsoft.Extensions.Logging;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>Encodes with ffmpeg, one child process for each session. Thread-safe; sessions are independent of each other and of this object.</summary>
/// <param name="options">How ffmpeg is found and run.</param>
/// <param name="logger">Told of renditions that a source has no track for.</param>
public sealed partial class FfmpegTranscoder(FfmpegOptions options, ILogger<FfmpegTranscoder> logger) : ITranscoder
{
    private readonly HardwareProbe _hardware = new(options.Executable);

    /// <inheritdoc/>
    /// <remarks>
    /// Uses the source's first video and first audio track. Renditions of a kind the source lacks give nothing, and their lack is logged.
    /// With <see cref="LadderPlan.LowLatency"/> B-frames are not used.
    /// </remarks>
    public async ValueTask<ITranscodeSession> StartAsync(TranscodeJob job, CancellationToken cancellationToken)
    {
        var device = await _hardware.RequireAsync(job.Ladder, cancellationToken);
        var preset = job.Ladder.Preset ?? PresetChoice.For(job.Ladder, options.Cores);
        var directory = SessionSockets.MakeDirectory(options.SocketDirectory);
        var layout = FfmpegLayout.Of(job, directory);
        if (layout.Outputs.Count == 0)
        {
            Directory.Delete(directory);
            throw new IOException($"{job.Name}: the source has no track that any rendition could be made of");
        }

        if (layout.Missing.Count > 0)
        {
            Log.RenditionsLeftOut(logger, job.Name, string.Join(", ", layout.Missing));
        }

        var sockets = SessionSockets.Listen(directory, layout);
        try
        {
            return await FfmpegSession.StartAsync(layout, job, options, sockets, FfmpegCommand.Build(layout, job.Ladder, preset, device), cancellationToken);
        }
        catch
        {
            sockets.Dispose();
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(9001, LogLevel.Warning, "{Job}: renditions {Renditions} are left out, as the source has no track for them")]
        public static partial void RenditionsLeftOut(ILogger logger, string job, string renditions);
    }
}
