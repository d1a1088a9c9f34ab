using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Headwater.Formats.Nut;
using Headwater.Foundation;
using Headwater.Live.Transcoding;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>One ffmpeg process with a socket in and a socket for each output.</summary>
/// <remarks>
/// Tasks: one reads standard error, one for each output accepts and reads its socket, one watches the process; all are awaited by <see cref="DisposeAsync"/>.
/// When this process dies its sockets close, ffmpeg's input ends and it ends by itself.
/// </remarks>
internal sealed class FfmpegSession : ITranscodeSession
{
    private readonly FfmpegLayout _layout;
    private readonly FfmpegOptions _options;
    private readonly SessionSockets _sockets;
    private readonly Process _process;
    private readonly StandardError _standardError = new();
    private readonly Channel<TranscoderOutput> _outputs;
    private readonly SourceTimes _sourceTimes;
    private readonly SourceFeed _feed;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<TranscoderExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Socket? _input;
    private Task _watch = Task.CompletedTask;
    private Task _errorReader = Task.CompletedTask;
    private string? _fault;
    private bool _completed;
    private bool _disposed;

    private FfmpegSession(FfmpegLayout layout, SourceFeed feed, SourceTimes sourceTimes, FfmpegOptions options, SessionSockets sockets, Process process)
    {
        _layout = layout;
        _options = options;
        _sockets = sockets;
        _process = process;
        (_feed, _sourceTimes) = (feed, sourceTimes);
        _outputs = Channel.CreateBounded<TranscoderOutput>(new BoundedChannelOptions(options.OutputQueueCapacity)
        {
            SingleReader = true,
            FullMode = BoundedChannelFullMode.Wait,
        });
    }

    /// <inheritdoc/>
    public Task<TranscoderExit> Completion => _completion.Task;

    /// <summary>Starts the process and waits until it has opened its input.</summary>
    /// <exception cref="IOException">It could not be started or ended at once; the message says why.</exception>
    public static async ValueTask<FfmpegSession> StartAsync(
        FfmpegLayout layout, TranscodeJob job, FfmpegOptions options, SessionSockets sockets, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var times = new SourceTimes();
        var feed = new SourceFeed(layout, job.Sources, times);
        var session = new FfmpegSession(layout, feed, times, options, sockets, FfmpegProcess.Start(options.Executable, arguments));
        try
        {
            await session.OpenAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(MediaSample sample, CancellationToken cancellationToken)
    {
        if (!_feed.Write(sample))
        {
            return;
        }

        await SendAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken);
        Volatile.Write(ref _completed, true);
        try
        {
            _input!.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw Gone(exception);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TranscoderOutput> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _outputs.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_outputs.Reader.TryRead(out var output))
            {
                yield return output;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            await _completion.Task;
            return;
        }

        FfmpegProcess.Kill(_process);
        await _stop.CancelAsync();
        await _watch;
        await _errorReader;
        _completion.TrySetResult(new TranscoderExit(TranscoderExitReason.Stopped, _standardError.ToString()));
        _input?.Dispose();
        _sockets.Dispose();
        _process.Dispose();
        _stop.Dispose();
    }

    private async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        _errorReader = _standardError.ReadAsync(_process.StandardError);
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var exited = _process.WaitForExitAsync(starting.Token);
        var accepted = _sockets.AcceptInputAsync(starting.Token);
        var first = await Task.WhenAny(accepted, exited);
        await starting.CancelAsync();
        if (first != accepted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await _errorReader;
            throw new IOException($"ffmpeg ended at its start with code {_process.ExitCode}: {_standardError}");
        }

        _input = await accepted;
        _watch = WatchAsync();
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!_feed.Pending.IsEmpty)
            {
                _feed.Advance(await _input!.SendAsync(_feed.Pending, cancellationToken));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw Gone(exception);
        }
    }

    private IOException Gone(Exception exception) => new($"ffmpeg has gone: {_standardError}", exception);

    private async Task WatchAsync()
    {
        var readers = _layout.Outputs.Select((output, index) => ReadOutputAsync(output, index)).ToArray();
        await _process.WaitForExitAsync(CancellationToken.None);
        var code = _process.ExitCode;

        // An output that ffmpeg never opened would be waited for in vain; those it did open end by themselves.
        _sockets.StopListening();
        await Task.WhenAll(readers);
        await _errorReader;
        var reason = Volatile.Read(ref _disposed) ? TranscoderExitReason.Stopped
            : Volatile.Read(ref _completed) && code == 0 && _fault is null ? TranscoderExitReason.Completed
            : TranscoderExitReason.Failed;
        _completion.TrySetResult(new TranscoderExit(reason, $"code {code}{(_fault is null ? "" : ", " + _fault)}: {_standardError}"));
        _outputs.Writer.TryComplete();
    }

    private async Task ReadOutputAsync(FfmpegOutput output, int index)
    {
        try
        {
            using var socket = await _sockets.AcceptOutputAsync(index, _stop.Token);
            await PumpAsync(socket, output);
        }
        catch (OperationCanceledException)
        {
            // Disposed: nobody reads any more.
        }
        catch (SocketException)
        {
            // The process has gone; its exit tells why.
        }
        catch (InvalidDataException exception)
        {
            Interlocked.CompareExchange(ref _fault, $"output {output.Index}: {exception.Message}", null);
            FfmpegProcess.Kill(_process);
        }
    }

    private async Task PumpAsync(Socket socket, FfmpegOutput output)
    {
        var translator = new OutputTranslator(output, _layout.Clock, _sourceTimes);
        var reader = new NutReader(_options.MaximumFrameBytes);
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        var (start, end) = (0, 0);
        try
        {
            while (true)
            {
                var status = reader.Read(buffer.AsSpan(start, end - start), out var consumed, out var element);
                start += consumed;
                if (status == OperationStatus.Done)
                {
                    if (translator.Translate(element!) is { } translated)
                    {
                        await _outputs.Writer.WriteAsync(translated, _stop.Token);
                    }

                    continue;
                }

                if (status == OperationStatus.InvalidData)
                {
                    throw new InvalidDataException("what came is not NUT");
                }

                (buffer, start, end) = MakeRoom(buffer, start, end);
                var received = await socket.ReceiveAsync(buffer.AsMemory(end), _stop.Token);
                if (received == 0)
                {
                    return;
                }

                end += received;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Moves what is left to the front, into a larger buffer when it fills this one; the reader bounds how much it asks for.</summary>
    private static (byte[] Buffer, int Start, int End) MakeRoom(byte[] buffer, int start, int end)
    {
        var left = end - start;
        var target = left > buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(buffer.Length * 2) : buffer;
        buffer.AsSpan(start, left).CopyTo(target);
        if (target != buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return (target, 0, left);
    }
}
