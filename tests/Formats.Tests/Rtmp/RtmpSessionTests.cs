using System.Buffers;
using Headwater.Formats.Amf;
using Headwater.Formats.Rtmp;

namespace Headwater.Formats.Tests.Rtmp;

public sealed class RtmpSessionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(772)]
    public void Session_OfAnEncoder_IsItsEventsInOrder(int digestBlock)
    {
        var transcript = RtmpTranscript.Of(RtmpSeeds.Everything(digestBlock));

        Assert.Equal(OperationStatus.NeedMoreData, transcript.Status);
        Assert.Equal(new RtmpConnected { App = "live", Query = "", Url = "rtmp://host/live", ClientName = "test", Enhanced = false }, transcript.Events[0]);
        Assert.Equal(new RtmpPublishRequested { StreamId = 1, App = "live", Instance = "primary", Query = "" }, transcript.Events[1]);
        Assert.Equal("live/primary", ((RtmpPublishRequested)transcript.Events[1]).StreamName);
        Assert.Equal(new RtmpPublishEnded(1), transcript.Events[^1]);
        Assert.Equal(
        [
            (RtmpMediaKind.Data, 0u, 40), (RtmpMediaKind.Audio, 0x0100_0000u, 300), (RtmpMediaKind.Audio, 0x0100_0001u, 300),
            (RtmpMediaKind.Video, 40u, 450), (RtmpMediaKind.Video, 60u, 7), (RtmpMediaKind.Video, 90u, 7), (RtmpMediaKind.Video, 120u, 7),
            (RtmpMediaKind.Audio, 1000u, 2), (RtmpMediaKind.Video, 1010u, 1), (RtmpMediaKind.Data, 1020u, 0),
        ],
            transcript.Media.Select(static media => (media.Kind, media.TimestampMilliseconds, media.Payload.Length)));
        Assert.Equal(0x1234u, transcript.Connection.PeerAcknowledgedBytes);

        // The shared object.
        Assert.Equal(1, transcript.Connection.SkippedMessages);
        Assert.Equal(RtmpSeeds.Everything(digestBlock).Length, transcript.Connection.ReceivedBytes);
    }

    [Fact]
    public void Connect_IsAnsweredAsTheSpecificationOrdersIt()
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Handshake().Connect().ToArray());

        var messages = transcript.ReplyMessages();
        Assert.Equal(
        [
            RtmpMessageType.WindowAcknowledgementSize, RtmpMessageType.SetPeerBandwidth, RtmpMessageType.SetChunkSize, RtmpMessageType.UserControl, RtmpMessageType.CommandAmf0,
        ],
            messages.Select(static message => message.Type));
        var (streamId, result) = Assert.Single(transcript.ReplyCommands());
        Assert.Equal((0u, "_result", 1.0), (streamId, result.Name, result.Transaction));
        var information = Assert.IsType<AmfObject>(result.Argument(1));
        Assert.Equal(new AmfString("NetConnection.Connect.Success"), information.Find("code"));
        Assert.Equal(new AmfNumber(0), information.Find("objectEncoding"));
        Assert.Null(information.Find("capsEx"));
    }

    [Theory]
    [InlineData("fourCcList")]
    [InlineData("videoFourCcInfoMap")]
    [InlineData("audioFourCcInfoMap")]
    [InlineData("capsEx")]
    public void Connect_OfAnEnhancedClient_IsAnsweredWithCapabilities(string member)
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Handshake()
            .Connect("live", "rtmp://host/live", new AmfMember(member, new AmfNumber(1)), new AmfMember("objectEncoding", new AmfNumber(3))).ToArray());

        Assert.True(Assert.IsType<RtmpConnected>(Assert.Single(transcript.Events)).Enhanced);
        var information = Assert.IsType<AmfObject>(Assert.Single(transcript.ReplyCommands()).Command.Argument(1));
        Assert.Equal(new AmfNumber(14), information.Find("capsEx"));
        Assert.Equal(new AmfNumber(3), information.Find("objectEncoding"));
        Assert.Contains(new AmfString("hvc1"), Assert.IsType<AmfStrictArray>(information.Find("fourCcList")).Items);
        Assert.Equal(new AmfNumber(5), AmfMembers.Find(information.Find("videoFourCcInfoMap"), "av01"));
        Assert.Equal(new AmfNumber(5), AmfMembers.Find(information.Find("audioFourCcInfoMap"), "Opus"));
    }

    [Fact]
    public void Publish_Accepted_GetsStreamBeginAndStartOnItsStream()
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Publisher().ToArray());

        var commands = transcript.ReplyCommands();
        Assert.Equal([("_result", 1.0), ("_result", 2.0), ("_result", 3.0), ("_result", 4.0), ("onStatus", 0.0)],
            commands.Select(static reply => (reply.Command.Name, reply.Command.Transaction)));
        Assert.Equal(new AmfNumber(1), commands[3].Command.Argument(1));
        Assert.Equal(1u, commands[4].StreamId);
        Assert.Equal(["NetConnection.Connect.Success", "NetStream.Publish.Start"], transcript.ReplyCodes());
        var begin = transcript.ReplyMessages()[^2];
        Assert.Equal((RtmpMessageType.UserControl, "000000000001"), (begin.Type, Convert.ToHexString(begin.Payload.Span)));
    }

    [Theory]
    [InlineData((byte)RtmpPublishRejection.UnknownStream, "NetStream.Publish.BadName")]
    [InlineData((byte)RtmpPublishRejection.StreamInUse, "NetStream.Publish.BadName")]
    [InlineData((byte)RtmpPublishRejection.NotAuthorized, "NetStream.Publish.Denied")]
    [InlineData((byte)RtmpPublishRejection.NotReady, "NetStream.Failed")]
    public void Publish_Rejected_GetsItsCodeAndItsMediaIsSkipped(byte reason, string code)
    {
        var input = new RtmpTestClient().Publisher().Message(4, RtmpMessageType.Video, 1, 0, [1]).Publish("again").ToArray();

        var transcript = RtmpTranscript.Of(input, rejection: (RtmpPublishRejection)reason);

        Assert.Equal(["NetConnection.Connect.Success", code, code], transcript.ReplyCodes());
        Assert.Equal(1, transcript.Connection.SkippedMessages);
        Assert.Empty(transcript.Media);
        Assert.Equal(["primary", "again"], transcript.Events.OfType<RtmpPublishRequested>().Select(static request => request.Instance));
    }

    [Fact]
    public void Connect_Rejected_GetsItsCodeAndTheRestIsDropped()
    {
        var input = new RtmpTestClient().Publisher().ToArray();

        var transcript = RtmpTranscript.Of(input, rejectConnection: true);

        Assert.Equal(["NetConnection.Connect.Rejected"], transcript.ReplyCodes());
        Assert.Equal("_error", Assert.Single(transcript.ReplyCommands()).Command.Name);
        Assert.IsType<RtmpConnected>(Assert.Single(transcript.Events));
        Assert.Equal(input.Length, transcript.Connection.ReceivedBytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("?x=1")]
    public void Connect_WithoutAnApplication_IsRejectedAndAFault(string app)
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Handshake().Connect(app, "rtmp://host").ToArray());

        Assert.Equal(["NetConnection.Connect.Rejected"], transcript.ReplyCodes());
        Assert.Equal("RTMP 1.0, 7.2.1.1", transcript.Connection.Fault!.Clause);
    }

    [Fact]
    public void Connect_WithAnEndlessApplication_IsRejected()
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Handshake().Connect(new string('a', 4097)).ToArray());

        Assert.Equal(OperationStatus.InvalidData, transcript.Status);
    }

    [Fact]
    public void Command_BeforeConnect_IsAFault()
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Handshake().CreateStream().ToArray());

        Assert.Equal("RTMP 1.0, 7.2.1", transcript.Connection.Fault!.Clause);
    }

    [Theory]
    [InlineData("live", "rtmp://h/live", "primary", "live", "primary", "")]
    [InlineData("live/", "rtmp://h/live/", "/primary", "live", "primary", "")]
    [InlineData("live/primary", "rtmp://h/live/primary", "", "live", "primary", "")]
    [InlineData("live/primary", "rtmp://h/live/primary", "?token=1", "live", "primary", "token=1")]
    [InlineData("live", "rtmp://h/live", "primary?token=1&b=2", "live", "primary", "token=1&b=2")]
    [InlineData("live?token=1", "rtmp://h/live?token=1", "primary", "live", "primary", "token=1")]
    [InlineData("live?a=1", "rtmp://h/live?a=1", "primary?b=2", "live", "primary", "b=2&a=1")]
    [InlineData("live/primary?token=a", "rtmp://h/live/primary?token=a", "b&c=d", "live", "primary", "token=a/b&c=d")]
    [InlineData("live/primary?token=a", "rtmp://h/live/primary?token=a", "", "live", "primary", "token=a")]
    [InlineData("", "'rtmp://h:1935/live?token=1'", "primary", "live", "primary", "token=1")]
    [InlineData("a/b", "rtmp://h/a/b", "c", "a/b", "c", "")]
    public void Publish_StreamName_IsAppAndInstanceHoweverTheyAreSpread(string app, string url, string name, string expectedApp, string instance, string query)
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Handshake().Connect(app, url).CreateStream().Publish(name).ToArray());

        Assert.Equal(new RtmpPublishRequested { StreamId = 1, App = expectedApp, Instance = instance, Query = query }, Assert.Single(transcript.Events.OfType<RtmpPublishRequested>()));
    }

    [Fact]
    public void Events_AsText_KeepTheQueryToThemselves()
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Handshake().Connect("live?key=secret", "rtmp://host/live?key=secret").CreateStream().Publish("primary?key=secret").ToArray());

        Assert.Equal(2, transcript.Events.Count);
        Assert.All(transcript.Events, static next => Assert.DoesNotContain("secret", next.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void Publish_WithoutAnInstance_IsRefusedWithoutAsking(string name)
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Handshake().Connect().CreateStream().Publish(name).ToArray());

        Assert.Equal(["NetConnection.Connect.Success", "NetStream.Publish.BadName"], transcript.ReplyCodes());
        Assert.Equal(OperationStatus.NeedMoreData, transcript.Status);
        Assert.Empty(transcript.Events.OfType<RtmpPublishRequested>());
    }

    [Fact]
    public void Publish_OnAStreamNobodyCreated_OrTwice_IsRefusedWithoutAsking()
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Publisher().Publish("other").Publish("primary", streamId: 2).ToArray());

        Assert.Equal(["NetConnection.Connect.Success", "NetStream.Publish.Start", "NetStream.Publish.BadName", "NetStream.Publish.BadName"], transcript.ReplyCodes());
        Assert.Single(transcript.Events.OfType<RtmpPublishRequested>());
    }

    [Fact]
    public void Streams_AreNumberedFromOneAndReusedWhenDeleted()
    {
        var client = new RtmpTestClient().Handshake().Connect();
        for (var transaction = 10; transaction < 19; transaction++)
        {
            client.CreateStream(transaction);
        }

        client.Command(0, "deleteStream", 0, AmfNull.Instance, new AmfNumber(3)).CreateStream(20);

        var replies = RtmpTranscript.Of(client.ToArray()).ReplyCommands().Skip(1).Select(static reply => (reply.Command.Name, reply.Command.Argument(1) as AmfNumber)).ToList();

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], replies[..8].Select(static reply => reply.Item2!.Value));
        Assert.Equal("_error", replies[8].Name);
        Assert.Equal(3, replies[9].Item2!.Value);
    }

    [Theory]
    [InlineData("closeStream")]
    [InlineData("deleteStream")]
    public void Stream_ClosedOrDeleted_EndsThePublicationOnce(string command)
    {
        var client = new RtmpTestClient().Publisher();
        for (var time = 0; time < 2; time++)
        {
            client.Command(1, command, 0, AmfNull.Instance, new AmfNumber(1));
        }

        var transcript = RtmpTranscript.Of(client.Message(4, RtmpMessageType.Video, 1, 0, [1]).ToArray());

        Assert.Equal(new RtmpPublishEnded(1), Assert.Single(transcript.Events.OfType<RtmpPublishEnded>()));
        Assert.Equal(1, transcript.Connection.SkippedMessages);
    }

    [Theory]
    [InlineData("play", "NetStream.Play.Failed")]
    [InlineData("play2", "NetStream.Play.Failed")]
    [InlineData("pause", "NetStream.Play.Failed")]
    [InlineData("seek", "NetStream.Seek.Failed")]
    [InlineData("getStreamLength", "NetConnection.Call.Failed")]
    public void Player_IsRefusedCleanly(string command, string code)
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Handshake().Connect().CreateStream().Command(1, command, 6, AmfNull.Instance, new AmfString("primary")).ToArray());

        Assert.Equal(code, transcript.ReplyCodes()[^1]);
        Assert.Equal(OperationStatus.NeedMoreData, transcript.Status);
    }

    [Fact]
    public void Ping_IsAnsweredWithItsTime()
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Handshake().Control(RtmpMessageType.UserControl, 0, 6, 1, 2, 3, 4).ToArray());

        var message = Assert.Single(transcript.ReplyMessages());
        Assert.Equal((RtmpMessageType.UserControl, "000701020304"), (message.Type, Convert.ToHexString(message.Payload.Span)));
    }

    [Fact]
    public void Window_WhenPassed_IsAcknowledgedWithAllBytesSoFar()
    {
        var client = new RtmpTestClient().Publisher().Control(RtmpMessageType.WindowAcknowledgementSize, 0, 0, 0x40, 0).SetChunkSize(60_000);
        var lengths = new List<int>();
        for (var index = 0; index < 4; index++)
        {
            client.Message(4, RtmpMessageType.Video, 1, 0, new byte[9_000]);
            lengths.Add(client.ToArray().Length);
        }

        var acknowledgements = RtmpTranscript.Of(client.ToArray()).ReplyMessages()
            .Where(static message => message.Type is RtmpMessageType.Acknowledgement)
            .Select(static message => Convert.ToInt32(Convert.ToHexString(message.Payload.Span), 16));

        // 16 KiB are passed with the second and, counted from there, with the fourth message.
        Assert.Equal([lengths[1], lengths[3]], acknowledgements);
    }

    [Fact]
    public void Window_ThatThePeerDidNotName_IsNotAcknowledged()
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Publisher().SetChunkSize(4_000_000).Message(4, RtmpMessageType.Video, 1, 0, new byte[4_000_000]).ToArray());

        Assert.Single(transcript.Media);
        Assert.DoesNotContain(transcript.ReplyMessages(), static message => message.Type is RtmpMessageType.Acknowledgement);
    }

    [Theory]
    [InlineData((byte)0, (byte)0, new[] { 2_500_000, 4096 })]
    [InlineData((byte)2, (byte)2, new[] { 2_500_000 })]
    [InlineData((byte)0, (byte)2, new[] { 2_500_000, 4096, 8192 })]
    [InlineData((byte)1, (byte)1, new[] { 2_500_000, 4096 })]
    [InlineData((byte)1, (byte)0, new[] { 2_500_000, 4096, 8192 })]
    public void PeerBandwidth_IsAnsweredWithAWindowWhenItCounts(byte first, byte second, int[] windows)
    {
        byte secondBytes = first == 0 && second == 0 ? (byte)0x10 : (byte)0x20;

        var transcript = RtmpTranscript.Of(new RtmpTestClient().Publisher()
            .Control(RtmpMessageType.SetPeerBandwidth, 0, 0, 0x10, 0, first)
            .Control(RtmpMessageType.SetPeerBandwidth, 0, 0, secondBytes, 0, second).ToArray());

        Assert.Equal(windows, transcript.ReplyMessages()
            .Where(static message => message.Type is RtmpMessageType.WindowAcknowledgementSize)
            .Select(static message => Convert.ToInt32(Convert.ToHexString(message.Payload.Span), 16)));
    }

    [Fact]
    public void DataOfVersion3_LosesItsFormatByte()
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Publisher().Message(4, RtmpMessageType.DataAmf3, 1, 0, [0, 2, 0, 1, 65]).ToArray());

        Assert.Equal("02000141", Convert.ToHexString(Assert.Single(transcript.Media).Payload.Span));
    }

    [Fact]
    public void Events_BeforeAFault_AreStillGivenOut()
    {
        var transcript = RtmpTranscript.Of(new RtmpTestClient().Publisher()
            .Message(4, RtmpMessageType.Aggregate, 1, 0, RtmpSeeds.Aggregate((8, 0, [1]), (8, 1, [2])))
            .Raw(0xC9).ToArray());

        Assert.Equal(2, transcript.Media.Count);
        Assert.NotNull(transcript.Connection.Fault);
    }

    [Fact]
    public void Host_ThatForgetsToAnswer_IsToldSo()
    {
        var connection = new RtmpServerConnection(new RtmpServerLimits());
        var source = new ReadOnlySequence<byte>(new RtmpTestClient().Publisher().ToArray());
        var reply = new ArrayBufferWriter<byte>();
        RtmpEvent? next;
        do
        {
            connection.Read(ref source, reply, out next);
        }
        while (next is not RtmpPublishRequested);

        Assert.Throws<InvalidOperationException>(() => connection.Read(ref source, reply, out _));
        Assert.Throws<InvalidOperationException>(() => connection.AcceptPublish(9, reply));
        Assert.Throws<InvalidOperationException>(() => connection.RejectConnection(reply, "Too late."));
        connection.AcceptPublish(1, reply);
        Assert.Equal(OperationStatus.NeedMoreData, connection.Read(ref source, reply, out _));
        Assert.Throws<InvalidOperationException>(() => connection.AcceptPublish(1, reply));
    }
}
