using Headwater.Plans;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>Finds out once whether this ffmpeg and this machine have an encoder that a ladder asks for.</summary>
internal sealed class HardwareProbe(string executable)
{
    private const string RenderNodes = "/dev/dri";

    private volatile string? _encoders;

    /// <summary>The render node that the ladder's encoders need, or null when they need none.</summary>
    /// <exception cref="IOException">The machine lacks what the ladder asks for; the message says what.</exception>
    public async ValueTask<string?> RequireAsync(LadderPlan ladder, CancellationToken cancellationToken)
    {
        if (ladder.Encoder == EncoderKind.Software)
        {
            return null;
        }

        _encoders ??= await ListEncodersAsync(cancellationToken);
        foreach (var codec in ladder.Video.Select(video => video.Codec).Distinct())
        {
            var name = EncoderArguments.EncoderName(codec, ladder.Encoder);
            if (!Names(_encoders, name))
            {
                throw new IOException($"this ffmpeg has no encoder {name}: choose software encoding, or install an ffmpeg built with it");
            }
        }

        return FindDevice(ladder.Encoder);
    }

    /// <summary>Whether the output of <c>ffmpeg -encoders</c> lists an encoder.</summary>
    internal static bool Names(string encoders, string name) =>
        encoders.Split('\n').Any(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var listed, ..] && listed == name);

    private static string? FindDevice(EncoderKind kind)
    {
        if (kind == EncoderKind.Nvenc)
        {
            return File.Exists("/dev/nvidiactl") ? null : throw new IOException("this machine has no NVIDIA device (/dev/nvidiactl): choose software encoding");
        }

        var node = Directory.Exists(RenderNodes) ? Directory.EnumerateFiles(RenderNodes, "renderD*").Order(StringComparer.Ordinal).FirstOrDefault() : null;
        return node ?? throw new IOException($"this machine has no render node ({RenderNodes}/renderD*) for {kind}: choose software encoding");
    }

    private async Task<string> ListEncodersAsync(CancellationToken cancellationToken)
    {
        using var process = FfmpegProcess.Start(executable, ["-hide_banner", "-loglevel", "error", "-encoders"]);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var encoders = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await errors;
            return encoders;
        }
        finally
        {
            FfmpegProcess.Kill(process);
        }
    }
}
