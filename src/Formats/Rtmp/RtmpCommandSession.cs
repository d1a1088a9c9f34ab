using System.Buffers;
using System.Diagnostics;
using System.Text;
using Headwater.Formats.Amf;

namespace Headwater.Formats.Rtmp;

/// <summary>Connection and stream commands of a publisher: what each is answered and which event it is.</summary>
/// <remarks>Specification: RTMP 1.0, 7.2.1 and 7.2.2; releaseStream, FCPublish and FCUnpublish as Flash Media Live Encoder calls them.</remarks>
internal sealed class RtmpCommandSession(RtmpServerLimits limits, RtmpReplies replies)
{
    private readonly Dictionary<uint, Stream> _streams = [];
    private (double Transaction, double ObjectEncoding, bool Enhanced)? _unansweredConnect;
    private string _app = "";
    private string _query = "";
    private bool _connected;

    private enum Stream
    {
        Created,
        Requested,
        Publishing,
    }

    /// <summary>The stream whose publish command waits for the host's word.</summary>
    public uint? RequestedStream { get; private set; }

    /// <summary>What was wrong after <see cref="OperationStatus.InvalidData"/>.</summary>
    public (string Clause, string What) Fault { get; private set; }

    /// <summary>Whether media on that stream is wanted.</summary>
    public bool IsPublishing(uint streamId) => _streams.GetValueOrDefault(streamId) is Stream.Publishing;

    /// <summary>Answers one command.</summary>
    public OperationStatus Handle(uint streamId, CommandMessage command, IBufferWriter<byte> reply, Queue<RtmpEvent> events)
    {
        if (!_connected)
        {
            return Connect(command, reply, events);
        }

        switch (command.Name)
        {
            case "connect":
                replies.WriteError(reply, command.Transaction, "NetConnection.Connect.Rejected", "Already connected.");
                break;
            case "createStream":
                CreateStream(command, reply);
                break;
            case "publish":
                Publish(streamId, command, reply, events);
                break;
            case "FCUnpublish" or "releaseStream" or "FCPublish" or "_checkbw":
                Answer(command, reply);
                break;
            case "closeStream":
                End(streamId, events);
                break;
            case "deleteStream":
                DeleteStream(command, events);
                break;
            case "play" or "play2" or "pause" or "seek":
                replies.WriteStatus(reply, streamId, "error", command.Name is "seek" ? "NetStream.Seek.Failed" : "NetStream.Play.Failed", "This server takes streams in and plays none.");
                break;

            // They say how to play, or answer what this side never asked.
            case "receiveAudio" or "receiveVideo" or "_result" or "_error" or "onStatus":
                break;
            default:
                Refuse(command, reply);
                break;
        }

        return OperationStatus.Done;
    }

    /// <summary>Says yes to a connect command that the host let stand.</summary>
    public void AnswerConnect(IBufferWriter<byte> reply)
    {
        if (_unansweredConnect is { } connect)
        {
            replies.WriteConnected(reply, connect.Transaction, connect.ObjectEncoding, connect.Enhanced);
            _unansweredConnect = null;
        }
    }

    /// <summary>Says no; false when the answer is already given or nothing was asked.</summary>
    public bool RejectConnect(IBufferWriter<byte> reply, string description)
    {
        if (_unansweredConnect is not { } connect)
        {
            return false;
        }

        replies.WriteError(reply, connect.Transaction, "NetConnection.Connect.Rejected", description);
        _unansweredConnect = null;
        return true;
    }

    public void Accept(uint streamId, IBufferWriter<byte> reply)
    {
        Decide(streamId, Stream.Publishing);
        replies.WriteUserControl(reply, UserControlEvent.StreamBegin, streamId);
        replies.WriteStatus(reply, streamId, "status", "NetStream.Publish.Start", "Publishing.");
    }

    public void Reject(uint streamId, RtmpPublishRejection reason, IBufferWriter<byte> reply)
    {
        Decide(streamId, Stream.Created);
        var (code, description) = reason switch
        {
            RtmpPublishRejection.UnknownStream => ("NetStream.Publish.BadName", "No such stream."),
            RtmpPublishRejection.StreamInUse => ("NetStream.Publish.BadName", "The stream is already being published."),
            RtmpPublishRejection.NotAuthorized => ("NetStream.Publish.Denied", "Not authorized."),
            RtmpPublishRejection.NotReady => ("NetStream.Failed", "The stream does not take input now."),
            _ => throw new UnreachableException(),
        };
        replies.WriteStatus(reply, streamId, "error", code, description);
    }

    private void Decide(uint streamId, Stream outcome)
    {
        if (RequestedStream != streamId)
        {
            throw new InvalidOperationException($"Nobody asks to publish on stream {streamId}.");
        }

        RequestedStream = null;
        _streams[streamId] = outcome;
    }

    private OperationStatus Connect(CommandMessage command, IBufferWriter<byte> reply, Queue<RtmpEvent> events)
    {
        if (command.Name != "connect")
        {
            Fault = ("RTMP 1.0, 7.2.1", "The first command is not connect.");
            return OperationStatus.InvalidData;
        }

        var commandObject = command.Argument(0);
        var url = Text(commandObject, "tcUrl");
        var (app, query) = RtmpStreamName.Split(Text(commandObject, "app"));
        var (urlPath, urlQuery) = RtmpStreamName.Split(RtmpStreamName.PathOfUrl(url));
        app = app.Length > 0 ? app : urlPath;
        query = query.Length > 0 ? query : urlQuery;
        if (app.Length == 0 || !Fits(app) || !Fits(query) || !Fits(url))
        {
            replies.WriteError(reply, command.Transaction, "NetConnection.Connect.Rejected", "The application's name is missing or too long.");
            Fault = ("RTMP 1.0, 7.2.1.1", "The connect command names no application, or one that is too long.");
            return OperationStatus.InvalidData;
        }

        _connected = true;
        (_app, _query) = (app, query);
        var enhanced = RtmpEnhancement.IsAnnounced(commandObject);
        var objectEncoding = AmfMembers.Find(commandObject, "objectEncoding") is AmfNumber { Value: 3 } ? 3 : 0;
        _unansweredConnect = (command.Transaction, objectEncoding, enhanced);
        events.Enqueue(new RtmpConnected { App = app, Query = query, Url = url, ClientName = Text(commandObject, "flashVer"), Enhanced = enhanced });
        return OperationStatus.Done;
    }

    private void CreateStream(CommandMessage command, IBufferWriter<byte> reply)
    {
        if (_streams.Count >= limits.MaximumStreams)
        {
            replies.WriteError(reply, command.Transaction, "NetConnection.Call.Failed", "Too many streams.");
            return;
        }

        // The lowest free one, as servers do: encoders exist that believe it is 1.
        var streamId = 1u;
        while (_streams.ContainsKey(streamId))
        {
            streamId++;
        }

        _streams.Add(streamId, Stream.Created);
        replies.WriteResult(reply, command.Transaction, new AmfNumber(streamId));
    }

    private void Publish(uint streamId, CommandMessage command, IBufferWriter<byte> reply, Queue<RtmpEvent> events)
    {
        var name = command.Text(1);
        var (app, instance, query) = RtmpStreamName.Join(_app, _query, name);
        var known = _streams.TryGetValue(streamId, out var state);
        if (!known || state is not Stream.Created || app.Length == 0 || instance.Length == 0 || !Fits(name))
        {
            replies.WriteStatus(reply, streamId, "error", "NetStream.Publish.BadName", known ? "A stream is named app/instance and published once." : "No such message stream.");
            return;
        }

        _streams[streamId] = Stream.Requested;
        RequestedStream = streamId;
        events.Enqueue(new RtmpPublishRequested
        {
            StreamId = streamId,
            App = app,
            Instance = instance,
            Query = query,
        });
    }

    private void DeleteStream(CommandMessage command, Queue<RtmpEvent> events)
    {
        if (command.Argument(1) is AmfNumber { Value: >= 1 and <= uint.MaxValue } number)
        {
            var streamId = (uint)number.Value;
            End(streamId, events);
            _streams.Remove(streamId);
        }
    }

    private void End(uint streamId, Queue<RtmpEvent> events)
    {
        if (IsPublishing(streamId))
        {
            _streams[streamId] = Stream.Created;
            events.Enqueue(new RtmpPublishEnded(streamId));
        }
    }

    private void Answer(CommandMessage command, IBufferWriter<byte> reply)
    {
        if (command.Transaction != 0)
        {
            replies.WriteResult(reply, command.Transaction, AmfUndefined.Instance);
        }
    }

    private void Refuse(CommandMessage command, IBufferWriter<byte> reply)
    {
        if (command.Transaction != 0)
        {
            replies.WriteError(reply, command.Transaction, "NetConnection.Call.Failed", "No such command.");
        }
    }

    private bool Fits(string text) => Encoding.UTF8.GetByteCount(text) <= limits.MaximumNameBytes;

    private static string Text(AmfValue? commandObject, string name) => AmfMembers.Find(commandObject, name) is AmfString text ? text.Value : "";
}
