using System.Buffers;

namespace Headwater.Formats.Rtmp;

/// <summary>The server's side of one RTMP connection that takes streams in: bytes in, events and bytes out.</summary>
/// <remarks>
/// <para>
/// Pure: what comes out depends on the bytes alone, not on how they were split, nor on a clock or chance. One owner, no thread of its own.
/// Call <see cref="Read"/> until it asks for more, send what it wrote, then read on from the peer.
/// </para>
/// <para>Specification: RTMP 1.0; Enhanced RTMP v2. Shared objects and unknown message types are skipped and counted; encryption (RTMPE) is not spoken.</para>
/// </remarks>
public sealed class RtmpServerConnection
{
    private readonly RtmpServerLimits _limits;
    private readonly RtmpServerHandshake _handshake = new();
    private readonly RtmpChunkReader _chunks;
    private readonly RtmpReplies _replies;
    private readonly RtmpCommandSession _commands;
    private readonly Queue<RtmpEvent> _events = [];
    private bool _shaken;
    private bool _over;
    private long _partStartBytes;
    private long _acknowledgedBytes;
    private uint? _windowBytes;
    private uint? _peerBandwidthBytes;
    private bool _peerBandwidthIsHard;

    /// <summary>A connection whose peer has sent nothing yet.</summary>
    public RtmpServerConnection(RtmpServerLimits limits)
    {
        _limits = limits;
        _chunks = new RtmpChunkReader(limits);
        _replies = new RtmpReplies(limits);
        _commands = new RtmpCommandSession(limits, _replies);
    }

    /// <summary>Why the connection cannot go on; null while it can.</summary>
    public RtmpFault? Fault { get; private set; }

    /// <summary>Bytes consumed so far.</summary>
    public long ReceivedBytes { get; private set; }

    /// <summary>What the peer last said it had received, modulo 2^32.</summary>
    public uint PeerAcknowledgedBytes { get; private set; }

    /// <summary>Messages skipped so far: media of streams that are not published, shared objects, unknown types.</summary>
    public long SkippedMessages { get; private set; }

    /// <summary>Reads up to the next event.</summary>
    /// <param name="source">Bytes from the peer; on return it starts behind what was consumed. At most 1,536 bytes stay unconsumed.</param>
    /// <param name="reply">Gets what must be sent to the peer, whatever is returned.</param>
    /// <param name="rtmpEvent">The event after <see cref="OperationStatus.Done"/>, else null.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/> with an event: call again, also with an empty source;
    /// <see cref="OperationStatus.NeedMoreData"/> when all was read;
    /// <see cref="OperationStatus.InvalidData"/>, now and ever after, when the peer broke the protocol: see <see cref="Fault"/>, send the reply, close.
    /// </returns>
    /// <exception cref="InvalidOperationException">A <see cref="RtmpPublishRequested"/> is unanswered.</exception>
    public OperationStatus Read(ref ReadOnlySequence<byte> source, IBufferWriter<byte> reply, out RtmpEvent? rtmpEvent)
    {
        rtmpEvent = null;
        if (_commands.RequestedStream is { } streamId)
        {
            throw new InvalidOperationException($"The request to publish on stream {streamId} is unanswered.");
        }

        if (!_over)
        {
            _commands.AnswerConnect(reply);
        }

        while (true)
        {
            if (_events.TryDequeue(out rtmpEvent))
            {
                return OperationStatus.Done;
            }

            if (Fault is not null)
            {
                return OperationStatus.InvalidData;
            }

            if (_over)
            {
                ReceivedBytes += source.Length;
                source = source.Slice(source.End);
                return OperationStatus.NeedMoreData;
            }

            var before = source.Length;
            var status = _shaken ? ReadChunk(ref source, reply) : ReadHandshake(ref source, reply);
            ReceivedBytes += before - source.Length;
            if (status is OperationStatus.NeedMoreData)
            {
                return status;
            }

            if (status is OperationStatus.Done)
            {
                _partStartBytes = ReceivedBytes;
                Acknowledge(reply);
            }
        }
    }

    /// <summary>Refuses the application: <c>NetConnection.Connect.Rejected</c>. All that the peer still sends is dropped; send the reply and close.</summary>
    /// <param name="reply">Gets what must be sent to the peer.</param>
    /// <param name="description">For the peer's log; one sentence.</param>
    /// <exception cref="InvalidOperationException">The last event was not <see cref="RtmpConnected"/>.</exception>
    public void RejectConnection(IBufferWriter<byte> reply, string description)
    {
        if (!_commands.RejectConnect(reply, description))
        {
            throw new InvalidOperationException("No connect command is unanswered.");
        }

        _over = true;
    }

    /// <summary>Lets the peer publish: stream begin and <c>NetStream.Publish.Start</c>. Media events follow.</summary>
    /// <param name="streamId">Of the request.</param>
    /// <param name="reply">Gets what must be sent to the peer.</param>
    /// <exception cref="InvalidOperationException">No request on that stream is unanswered.</exception>
    public void AcceptPublish(uint streamId, IBufferWriter<byte> reply) => _commands.Accept(streamId, reply);

    /// <summary>Refuses a request to publish. The connection goes on: the peer may ask again; its media until then is skipped.</summary>
    /// <param name="streamId">Of the request.</param>
    /// <param name="reason">Why.</param>
    /// <param name="reply">Gets what must be sent to the peer.</param>
    /// <exception cref="InvalidOperationException">No request on that stream is unanswered.</exception>
    public void RejectPublish(uint streamId, RtmpPublishRejection reason, IBufferWriter<byte> reply) => _commands.Reject(streamId, reason, reply);

    private OperationStatus ReadHandshake(ref ReadOnlySequence<byte> source, IBufferWriter<byte> reply)
    {
        var status = _handshake.Read(ref source, reply);
        _shaken = status is OperationStatus.Done;
        return status is OperationStatus.InvalidData ? Refuse("RTMP 1.0, 5.2.2", _handshake.What) : status;
    }

    private OperationStatus ReadChunk(ref ReadOnlySequence<byte> source, IBufferWriter<byte> reply)
    {
        var status = _chunks.Read(ref source, out var message);
        return status switch
        {
            OperationStatus.InvalidData => Refuse(_chunks.Fault.Clause, _chunks.Fault.What),
            OperationStatus.Done when message is { } whole => Handle(whole, reply),
            _ => status,
        };
    }

    private OperationStatus Handle(in RtmpMessage message, IBufferWriter<byte> reply)
    {
        switch (message.Type)
        {
            case RtmpMessageType.SetChunkSize or RtmpMessageType.Abort or RtmpMessageType.Acknowledgement
                or RtmpMessageType.UserControl or RtmpMessageType.WindowAcknowledgementSize or RtmpMessageType.SetPeerBandwidth:
                return HandleControl(message.Type, message.Payload.Span, reply) is OperationStatus.Done
                    ? OperationStatus.Done
                    : Refuse("RTMP 1.0, 5.4", $"A control message of type {(int)message.Type} is malformed.");
            case RtmpMessageType.CommandAmf0 or RtmpMessageType.CommandAmf3:
                return HandleCommand(message, reply);
            case RtmpMessageType.Aggregate:
                return HandleAggregate(message);
            default:
                HandleMedia(message);
                return OperationStatus.Done;
        }
    }

    private OperationStatus HandleControl(RtmpMessageType type, ReadOnlySpan<byte> payload, IBufferWriter<byte> reply)
    {
        OperationStatus status;
        switch (type)
        {
            case RtmpMessageType.SetChunkSize:
                status = SetChunkSizeMessage.Read(payload, out var size);
                _chunks.ChunkBytes = status is OperationStatus.Done ? size.ChunkBytes : _chunks.ChunkBytes;
                return status;
            case RtmpMessageType.Abort:
                status = AbortMessage.Read(payload, out var abort);
                _chunks.Abort(status is OperationStatus.Done ? abort.ChunkStreamId : 0);
                return status;
            case RtmpMessageType.Acknowledgement:
                status = AcknowledgementMessage.Read(payload, out var acknowledgement);
                PeerAcknowledgedBytes = acknowledgement.SequenceBytes;
                return status;
            case RtmpMessageType.WindowAcknowledgementSize:
                status = WindowAcknowledgementSizeMessage.Read(payload, out var window);
                _windowBytes = window.WindowBytes > 0 ? window.WindowBytes : _windowBytes;
                return status;
            case RtmpMessageType.SetPeerBandwidth:
                status = SetPeerBandwidthMessage.Read(payload, out var bandwidth);
                LimitSending(status is OperationStatus.Done ? bandwidth : default, reply);
                return status;
            default:
                status = UserControlMessage.Read(payload, out var control);
                if (status is OperationStatus.Done && control.Event is UserControlEvent.PingRequest)
                {
                    _replies.WriteUserControl(reply, UserControlEvent.PingResponse, control.Value);
                }

                return status;
        }
    }

    /// <summary>Specification: RTMP 1.0, 5.4.5. What this side sends never fills a window, so it only says that it has understood.</summary>
    private void LimitSending(SetPeerBandwidthMessage bandwidth, IBufferWriter<byte> reply)
    {
        var counts = bandwidth.LimitType is not SetPeerBandwidthMessage.Dynamic || _peerBandwidthIsHard;
        if (bandwidth.WindowBytes == 0 || !counts)
        {
            return;
        }

        var soft = bandwidth.LimitType is SetPeerBandwidthMessage.Soft;
        _peerBandwidthBytes = soft ? Math.Min(_peerBandwidthBytes ?? uint.MaxValue, bandwidth.WindowBytes) : bandwidth.WindowBytes;
        _peerBandwidthIsHard = !soft;
        _replies.WriteWindow(reply, _peerBandwidthBytes.Value);
    }

    private OperationStatus HandleCommand(in RtmpMessage message, IBufferWriter<byte> reply)
    {
        var status = CommandMessage.Read(message.Payload.Span, message.Type is RtmpMessageType.CommandAmf3, _limits.Amf, out var command);
        if (status is not OperationStatus.Done)
        {
            return Refuse("RTMP 1.0, 7.1.1", "A command is malformed or beyond the limits.");
        }

        return _commands.Handle(message.StreamId, command!, reply, _events) is OperationStatus.Done
            ? OperationStatus.Done
            : Refuse(_commands.Fault.Clause, _commands.Fault.What);
    }

    private OperationStatus HandleAggregate(in RtmpMessage message)
    {
        var parts = new List<RtmpMessage>();
        if (AggregateMessage.Read(message, _limits.MaximumAggregateParts, parts) is not OperationStatus.Done)
        {
            return Refuse("RTMP 1.0, 7.1.6", $"An aggregate message ends inside one of its parts or has more than {_limits.MaximumAggregateParts}.");
        }

        foreach (var part in parts)
        {
            HandleMedia(part);
        }

        return OperationStatus.Done;
    }

    private void HandleMedia(in RtmpMessage message)
    {
        RtmpMediaKind? kind = message.Type switch
        {
            RtmpMessageType.Audio => RtmpMediaKind.Audio,
            RtmpMessageType.Video => RtmpMediaKind.Video,
            RtmpMessageType.DataAmf0 or RtmpMessageType.DataAmf3 => RtmpMediaKind.Data,
            _ => null,
        };
        if (kind is null || !_commands.IsPublishing(message.StreamId))
        {
            SkippedMessages++;
            return;
        }

        // A data message of version 3 is a format byte of zero before version 0 values, which may switch to version 3 themselves.
        var payload = message.Type is RtmpMessageType.DataAmf3 && message.Payload.Span is [0, ..] ? message.Payload[1..] : message.Payload;
        _events.Enqueue(new RtmpMedia(message.StreamId, kind.Value, message.TimestampMilliseconds, payload));
    }

    /// <summary>
    /// Specification: RTMP 1.0, 5.4.3; between chunks only, so that the split of the input does not show.
    /// Interop: not before the peer has named its window. ffmpeg names none and closes its socket without having read what came last,
    /// which resets the connection and costs the end of the stream.
    /// </summary>
    private void Acknowledge(IBufferWriter<byte> reply)
    {
        if (_shaken && ReceivedBytes - _acknowledgedBytes >= _windowBytes)
        {
            _acknowledgedBytes = ReceivedBytes;
            _replies.WriteAcknowledgement(reply, unchecked((uint)ReceivedBytes));
        }
    }

    private OperationStatus Refuse(string clause, string what)
    {
        Fault = new RtmpFault(_partStartBytes, clause, what);
        return OperationStatus.InvalidData;
    }
}
