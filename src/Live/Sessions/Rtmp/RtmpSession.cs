using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Headwater.Formats.Rtmp;
using Headwater.Live.Channels;
using Headwater.Live.Timeline;
using Microsoft.Extensions.Logging;

namespace Headwater.Live.Sessions.Rtmp;

/// <summary>One publisher's connection, from its first byte to its last, over any duplex pipe.</summary>
internal sealed partial class RtmpSession(IDuplexPipe transport, IPEndPoint remote, ChannelHub hub, RtmpOptions options, TimeProvider clock, ILogger logger)
    : IAsyncDisposable
{
    private readonly RtmpServerConnection _connection = new(options.Limits);
    private readonly string _peer = remote.ToString();
    private readonly CancellationTokenSource _deadline = new(options.HandshakeDeadline, clock);
    private readonly CancellationTokenSource _revoked = new();
    private PublisherLease? _lease;
    private RtmpTracks? _tracks;
    private Task _revoking = Task.CompletedTask;
    private bool _wasPublisher;
    private Exception? _unsent;

    /// <summary>Runs until the peer goes, breaks the protocol, falls silent, or the server stops. Says once why it ended.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        string reason;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, _revoked.Token);
        try
        {
            reason = await ReadAsync(ending.Token);
        }
        catch (Exception fault) when (fault is IOException or System.Net.Sockets.SocketException)
        {
            // What was not sent will not be: to try again could take for ever.
            _unsent = fault;
            reason = fault.Message;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            reason = "the server stops";
        }
        catch (OperationCanceledException) when (_revoked.IsCancellationRequested)
        {
            reason = "the channel was stopped";
        }

        Log.Ended(logger, _peer, _wasPublisher ? "publisher" : "connection", reason);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await ReleaseAsync();
        }
        finally
        {
            await transport.Input.CompleteAsync(_unsent);
            await transport.Output.CompleteAsync(_unsent);
            _deadline.Dispose();
            await _revoking;
            _revoked.Dispose();
        }
    }

    private async Task<string> ReadAsync(CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, _deadline.Token);
        while (true)
        {
            ReadResult result;
            try
            {
                result = await transport.Input.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                return _lease is null
                    ? $"did not publish within {options.HandshakeDeadline.TotalSeconds:0} s"
                    : $"was silent for {options.SilenceDeadline.TotalSeconds:0} s";
            }

            var ending = await TakeAsync(result.Buffer, stopping);
            if (ending is not null)
            {
                return ending;
            }

            if (result.IsCompleted)
            {
                return "the peer closed the connection";
            }
        }
    }

    /// <summary>Reads what has arrived; returns why the connection ends, or null.</summary>
    private async ValueTask<string?> TakeAsync(ReadOnlySequence<byte> buffer, CancellationToken stopping)
    {
        while (true)
        {
            var status = _connection.Read(ref buffer, transport.Output, out var happened);
            var ending = status == OperationStatus.Done ? await HandleAsync(happened!, stopping) : null;
            if (status != OperationStatus.Done || ending is not null)
            {
                transport.Input.AdvanceTo(buffer.Start, buffer.End);
                await FlushAsync(stopping);
                return ending ?? (status == OperationStatus.InvalidData ? Describe(_connection.Fault!) : null);
            }

            await FlushAsync(stopping);
        }
    }

    private async ValueTask<string?> HandleAsync(RtmpEvent happened, CancellationToken stopping)
    {
        switch (happened)
        {
            case RtmpMedia media when _tracks is { } tracks:
                // While the channel makes the peer wait, the peer's silence is ours; and only whole messages count as speech.
                _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
                await tracks.TakeAsync(media, stopping);
                _deadline.CancelAfter(options.SilenceDeadline);
                return null;
            case RtmpPublishRequested request:
                return await AnswerAsync(request, stopping);
            case RtmpPublishEnded when _lease is not null:
                await ReleaseAsync();
                return "the publisher is done";
            default:
                return null;
        }
    }

    private async ValueTask<string?> AnswerAsync(RtmpPublishRequested request, CancellationToken stopping)
    {
        if (_lease is not null)
        {
            _connection.RejectPublish(request.StreamId, RtmpPublishRejection.StreamInUse, transport.Output);
            return null;
        }

        var refusal = hub.TryAttach(request.StreamName, remote, out var lease);
        if (refusal is not null)
        {
            _connection.RejectPublish(request.StreamId, CodeOf(refusal), transport.Output);
            return $"may not publish {Printable(request.StreamName)}: {refusal.Reason}";
        }

        _lease = lease;
        _revoking = EndWhenRevokedAsync(lease!);
        _wasPublisher = true;
        _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
        _tracks = new RtmpTracks(lease!, _peer, clock, logger);
        await lease!.BeginAsync(SourceClock.Rtmp, stopping);
        _deadline.CancelAfter(options.SilenceDeadline);
        _connection.AcceptPublish(request.StreamId, transport.Output);
        return null;
    }

    private async Task EndWhenRevokedAsync(PublisherLease lease)
    {
        if (await Task.WhenAny(lease.Revoked, lease.Ended) == lease.Revoked)
        {
            await _revoked.CancelAsync();
        }
    }

    private async ValueTask ReleaseAsync()
    {
        if (_lease is { } lease)
        {
            (_lease, _tracks) = (null, null);
            await lease.DisposeAsync();
        }
    }

    private async ValueTask FlushAsync(CancellationToken stopping)
    {
        if (transport.Output is { CanGetUnflushedBytes: true, UnflushedBytes: 0 })
        {
            return;
        }

        // A peer that does not read what it is told gets no more time than one that does not speak.
        using var deadline = new CancellationTokenSource(options.HandshakeDeadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, deadline.Token);
        try
        {
            await transport.Output.FlushAsync(either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new IOException("the peer does not read what it is sent");
        }
    }

    private static RtmpPublishRejection CodeOf(PublishRefusal refusal) => refusal switch
    {
        PublishRefusal.UnknownStream => RtmpPublishRejection.UnknownStream,
        PublishRefusal.NotAdmitted => RtmpPublishRejection.NotAuthorized,
        PublishRefusal.InUse => RtmpPublishRejection.StreamInUse,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Describe(RtmpFault fault) => $"broke the protocol at byte {fault.OffsetBytes}: {fault.What} ({fault.Clause})";

    // A peer's free text must not write lines of its own into our log.
    private static string Printable(string text)
    {
        var shown = text.Length > 64 ? text[..64] + "…" : text;
        return string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
            {
                span[index] = char.IsControl(source[index]) ? '?' : source[index];
            }
        });
    }

    private static partial class Log
    {
        [LoggerMessage(3211, LogLevel.Information, "{Peer}: RTMP {Role} ended: {Reason}")]
        public static partial void Ended(ILogger logger, string peer, string role, string reason);
    }
}
