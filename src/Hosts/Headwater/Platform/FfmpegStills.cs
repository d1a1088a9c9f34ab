using System.ComponentModel;
using System.Diagnostics;
using Headwater.Live.Stills;

namespace Headwater.Hosts.Platform;

/// <summary>Stills by an ffmpeg child of a few hundred milliseconds each; at most two at a time, each for at most five seconds.</summary>
public sealed class FfmpegStills(string executable, TimeProvider clock) : IStillEncoder, IDisposable
{
    private const int MostChildren = 2;
    private const int LargestStill = 8 << 20;
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(5);
    private static readonly string[] Arguments =
    [
        "-hide_banner", "-nostdin", "-loglevel", "error", "-threads", "1", "-f", "mp4", "-i", "pipe:0", "-frames:v", "1", "-an",
        "-vf", "scale=in_range=auto:out_range=pc,format=yuvj420p", "-c:v", "mjpeg", "-q:v", "4", "-f", "image2pipe", "pipe:1",
    ];

    private readonly SemaphoreSlim _children = new(MostChildren, MostChildren);

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> EncodeAsync(ReadOnlyMemory<byte> media, CancellationToken cancellationToken)
    {
        await _children.WaitAsync(cancellationToken);
        try
        {
            using var deadline = new CancellationTokenSource(Allowance, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            return await RunAsync(media, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            return null;
        }
        finally
        {
            _children.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _children.Dispose();

    private async ValueTask<ReadOnlyMemory<byte>?> RunAsync(ReadOnlyMemory<byte> media, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(executable, Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        try
        {
            var complaints = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
            var reading = ReadAsync(process.StandardOutput.BaseStream, cancellationToken);
            await FeedAsync(process, media, cancellationToken);
            var still = await reading;
            await complaints;
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 && still.Length > 0 ? still : null;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> media, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(media, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has the picture and reads no further.
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        using var still = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await output.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            still.Write(buffer, 0, count);
            if (still.Length > LargestStill)
            {
                throw new IOException("the still is too large");
            }
        }

        return still.ToArray();
    }
}
