using System.Buffers;
using Headwater.Formats.Amf;
using Headwater.Formats.Rtmp;

namespace Headwater.Formats.Tests.Rtmp;

/// <summary>What a connection made of a peer's bytes, however they were split.</summary>
internal sealed class RtmpTranscript
{
    private RtmpTranscript(RtmpServerConnection connection, OperationStatus status, List<RtmpEvent> events, byte[] reply)
    {
        Connection = connection;
        Status = status;
        Events = events;
        Reply = reply;
    }

    public RtmpServerConnection Connection { get; }

    public OperationStatus Status { get; }

    public List<RtmpEvent> Events { get; }

    public byte[] Reply { get; }

    public List<RtmpMedia> Media => [.. Events.OfType<RtmpMedia>()];

    /// <summary>Everything that must not depend on the split.</summary>
    public string Text => string.Join('\n',
        [.. Events.Select(Describe), Status.ToString(), Connection.Fault?.ToString() ?? "", $"{Connection.SkippedMessages}", $"{Connection.PeerAcknowledgedBytes}", Convert.ToHexString(Reply)]);

    /// <summary>Feeds pieces of those lengths (the last repeats), keeping what was not consumed, as a pipe does.</summary>
    public static RtmpTranscript Of(byte[] input, RtmpServerLimits? limits = null, RtmpPublishRejection? rejection = null, bool rejectConnection = false, params int[] pieces)
    {
        var connection = new RtmpServerConnection(limits ?? new RtmpServerLimits());
        var events = new List<RtmpEvent>();
        var reply = new ArrayBufferWriter<byte>();
        var status = OperationStatus.NeedMoreData;
        ReadOnlyMemory<byte> rest = input;
        ReadOnlyMemory<byte> kept = default;
        for (var piece = 0; (piece == 0 || !rest.IsEmpty) && status is not OperationStatus.InvalidData; piece++)
        {
            var length = pieces.Length == 0 ? rest.Length : Math.Min(rest.Length, Math.Max(1, pieces[Math.Min(piece, pieces.Length - 1)]));
            var source = Join(kept, rest[..length]);
            rest = rest[length..];
            while ((status = connection.Read(ref source, reply, out var next)) is OperationStatus.Done)
            {
                events.Add(next!);
                switch (next)
                {
                    case RtmpConnected when rejectConnection:
                        connection.RejectConnection(reply, "No.");
                        break;
                    case RtmpPublishRequested request when rejection is { } reason:
                        connection.RejectPublish(request.StreamId, reason, reply);
                        break;
                    case RtmpPublishRequested request:
                        connection.AcceptPublish(request.StreamId, reply);
                        break;
                }
            }

            kept = source.ToArray();
            Assert.True(status is OperationStatus.InvalidData || kept.Length <= 1536);
        }

        return new RtmpTranscript(connection, status, events, reply.WrittenSpan.ToArray());
    }

    /// <summary>The messages in the reply, behind the handshake.</summary>
    public List<RtmpMessage> ReplyMessages()
    {
        var messages = new List<RtmpMessage>();
        var reader = new RtmpChunkReader(new RtmpServerLimits());
        var source = new ReadOnlySequence<byte>(Reply.AsMemory(1 + (2 * RtmpDigest.PartBytes)));
        while (reader.Read(ref source, out var message) is OperationStatus.Done)
        {
            if (message is { } whole)
            {
                messages.Add(whole);
                if (whole.Type is RtmpMessageType.SetChunkSize)
                {
                    SetChunkSizeMessage.Read(whole.Payload.Span, out var size);
                    reader.ChunkBytes = size.ChunkBytes;
                }
            }
        }

        Assert.True(source.IsEmpty);
        return messages;
    }

    public List<(uint StreamId, CommandMessage Command)> ReplyCommands() =>
    [
        .. ReplyMessages().Where(message => message.Type is RtmpMessageType.CommandAmf0).Select(message =>
        {
            Assert.Equal(OperationStatus.Done, CommandMessage.Read(message.Payload.Span, false, new AmfLimits(), out var command));
            return (message.StreamId, command!);
        }),
    ];

    /// <summary>The <c>code</c> of every answer that has one.</summary>
    public List<string> ReplyCodes() =>
        [.. ReplyCommands().Select(reply => AmfMembers.Find(reply.Command.Argument(1), "code")).OfType<AmfString>().Select(code => code.Value)];

    private static string Describe(RtmpEvent next) => next switch
    {
        RtmpMedia media => $"{media.StreamId} {media.Kind} {media.TimestampMilliseconds} {Convert.ToHexString(media.Payload.Span)}",
        RtmpConnected connected => $"{connected} {connected.Query} {connected.Url}",
        RtmpPublishRequested request => $"{request} {request.Query}",
        _ => next.ToString(),
    };

    private static ReadOnlySequence<byte> Join(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second)
    {
        if (first.IsEmpty)
        {
            return new ReadOnlySequence<byte>(second);
        }

        var start = new Segment(first, 0);
        var end = new Segment(second, first.Length);
        start.SetNext(end);
        return new ReadOnlySequence<byte>(start, 0, end, second.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public void SetNext(Segment next) => Next = next;
    }
}
