using System.Buffers;
using Headwater.Formats.Amf;

namespace Headwater.Formats.Rtmp;

/// <summary>What the server says, cut into chunks.</summary>
/// <remarks>Specification: RTMP 1.0, 7.2. Control on chunk stream 2, commands of the connection on 3, of streams on 5.</remarks>
internal sealed class RtmpReplies(RtmpServerLimits limits)
{
    private const uint ControlChunkStream = 2;
    private const uint ConnectionChunkStream = 3;
    private const uint StreamChunkStream = 5;

    private readonly RtmpChunkWriter _chunks = new();
    private readonly ArrayBufferWriter<byte> _payload = new();
    private uint _windowBytes;

    public void WriteAcknowledgement(IBufferWriter<byte> reply, uint sequenceBytes)
    {
        new AcknowledgementMessage(sequenceBytes).Write(_payload);
        Send(reply, ControlChunkStream, RtmpMessageType.Acknowledgement, 0);
    }

    public void WriteUserControl(IBufferWriter<byte> reply, UserControlEvent kind, uint value)
    {
        new UserControlMessage(kind, value).Write(_payload);
        Send(reply, ControlChunkStream, RtmpMessageType.UserControl, 0);
    }

    /// <summary>Says it once: the same window again is not repeated.</summary>
    public void WriteWindow(IBufferWriter<byte> reply, uint windowBytes)
    {
        if (windowBytes != _windowBytes)
        {
            _windowBytes = windowBytes;
            new WindowAcknowledgementSizeMessage(windowBytes).Write(_payload);
            Send(reply, ControlChunkStream, RtmpMessageType.WindowAcknowledgementSize, 0);
        }
    }

    /// <summary>Window, bandwidth, chunk size, then the result of the connect command.</summary>
    public void WriteConnected(IBufferWriter<byte> reply, double transaction, double objectEncoding, bool enhanced)
    {
        WriteWindow(reply, limits.AcknowledgementWindowBytes);
        new SetPeerBandwidthMessage(limits.AcknowledgementWindowBytes, SetPeerBandwidthMessage.Dynamic).Write(_payload);
        Send(reply, ControlChunkStream, RtmpMessageType.SetPeerBandwidth, 0);
        new SetChunkSizeMessage(limits.SentChunkBytes).Write(_payload);
        Send(reply, ControlChunkStream, RtmpMessageType.SetChunkSize, 0);
        _chunks.ChunkBytes = limits.SentChunkBytes;
        WriteUserControl(reply, UserControlEvent.StreamBegin, 0);

        // Interop: librtmp and hardware encoders look for a version that starts like this.
        var server = new AmfObject([new("fmsVer", new AmfString("FMS/3,5,7,7009")), new("capabilities", new AmfNumber(31)), new("mode", new AmfNumber(1))]);
        AmfMember[] information =
        [
            new("level", new AmfString("status")),
            new("code", new AmfString("NetConnection.Connect.Success")),
            new("description", new AmfString("Connection succeeded.")),
            new("objectEncoding", new AmfNumber(objectEncoding)),
            .. enhanced ? RtmpEnhancement.Members() : [],
        ];
        WriteConnectionCommand(reply, new CommandMessage("_result", transaction, [server, new AmfObject([.. information])]));
    }

    /// <summary>The successful answer to a call of the connection.</summary>
    public void WriteResult(IBufferWriter<byte> reply, double transaction, AmfValue value) =>
        WriteConnectionCommand(reply, new CommandMessage("_result", transaction, [AmfNull.Instance, value]));

    /// <summary>The refusal of a call of the connection.</summary>
    public void WriteError(IBufferWriter<byte> reply, double transaction, string code, string description) =>
        WriteConnectionCommand(reply, new CommandMessage("_error", transaction, [AmfNull.Instance, Status("error", code, description)]));

    /// <summary>The status of a stream.</summary>
    public void WriteStatus(IBufferWriter<byte> reply, uint streamId, string level, string code, string description)
    {
        new CommandMessage("onStatus", 0, [AmfNull.Instance, Status(level, code, description)]).Write(_payload);
        Send(reply, StreamChunkStream, RtmpMessageType.CommandAmf0, streamId);
    }

    private static AmfObject Status(string level, string code, string description) => new(
    [
        new("level", new AmfString(level)),
        new("code", new AmfString(code)),
        new("description", new AmfString(description)),
    ]);

    private void WriteConnectionCommand(IBufferWriter<byte> reply, CommandMessage command)
    {
        command.Write(_payload);
        Send(reply, ConnectionChunkStream, RtmpMessageType.CommandAmf0, 0);
    }

    private void Send(IBufferWriter<byte> reply, uint chunkStreamId, RtmpMessageType type, uint streamId)
    {
        _chunks.Write(reply, chunkStreamId, type, streamId, _payload.WrittenSpan);
        _payload.ResetWrittenCount();
    }
}
