using System.Buffers;
using Headwater.Formats.Amf;
using Headwater.Formats.Rtmp;

namespace Headwater.Formats.Tests.Rtmp;

public sealed class RtmpMessageTests
{
    private delegate OperationStatus Reader(ReadOnlySpan<byte> source, out object message);

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static readonly Dictionary<string, (object Message, string Hex, Reader Read, Action<IBufferWriter<byte>> Write)> Cases = new()
    {
        ["set chunk size"] = Case(new SetChunkSizeMessage(4096), "00001000", Read<SetChunkSizeMessage>(SetChunkSizeMessage.Read), static (message, writer) => message.Write(writer)),
        ["set chunk size, largest"] = Case(new SetChunkSizeMessage(int.MaxValue), "7FFFFFFF", Read<SetChunkSizeMessage>(SetChunkSizeMessage.Read), static (message, writer) => message.Write(writer)),
        ["abort"] = Case(new AbortMessage(65_599), "0001003F", Read<AbortMessage>(AbortMessage.Read), static (message, writer) => message.Write(writer)),
        ["acknowledgement"] = Case(new AcknowledgementMessage(0xFFFF_FFFE), "FFFFFFFE", Read<AcknowledgementMessage>(AcknowledgementMessage.Read), static (message, writer) => message.Write(writer)),
        ["window acknowledgement size"] = Case(new WindowAcknowledgementSizeMessage(2_500_000), "002625A0", Read<WindowAcknowledgementSizeMessage>(WindowAcknowledgementSizeMessage.Read), static (message, writer) => message.Write(writer)),
        ["set peer bandwidth, hard"] = Case(new SetPeerBandwidthMessage(1, 0), "0000000100", Read<SetPeerBandwidthMessage>(SetPeerBandwidthMessage.Read), static (message, writer) => message.Write(writer)),
        ["set peer bandwidth, dynamic"] = Case(new SetPeerBandwidthMessage(2_500_000, 2), "002625A002", Read<SetPeerBandwidthMessage>(SetPeerBandwidthMessage.Read), static (message, writer) => message.Write(writer)),
        ["stream begin"] = Case(new UserControlMessage(UserControlEvent.StreamBegin, 1), "000000000001", Read<UserControlMessage>(UserControlMessage.Read), static (message, writer) => message.Write(writer)),
        ["ping request"] = Case(new UserControlMessage(UserControlEvent.PingRequest, 0x0102_0304), "000601020304", Read<UserControlMessage>(UserControlMessage.Read), static (message, writer) => message.Write(writer)),
        ["ping response"] = Case(new UserControlMessage(UserControlEvent.PingResponse, 7), "000700000007", Read<UserControlMessage>(UserControlMessage.Read), static (message, writer) => message.Write(writer)),
        ["command"] = Case(
            new CommandMessage("_result", 4, [AmfNull.Instance, new AmfNumber(1)]),
            "0200075F726573756C74 004010000000000000 05 003FF0000000000000",
            static (ReadOnlySpan<byte> source, out object message) =>
            {
                var status = CommandMessage.Read(source, version3: false, new AmfLimits(), out var command);
                message = command!;
                return status;
            },
            static (message, writer) => message.Write(writer)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_IsReadAndWrittenAsInTheTable(string name)
    {
        var (message, hex, read, write) = Cases[name];
        var bytes = Convert.FromHexString(hex.Replace(" ", ""));
        var writer = new ArrayBufferWriter<byte>();

        Assert.Equal(OperationStatus.Done, read(bytes, out var found));
        write(writer);

        Assert.Equal(message, found);
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(writer.WrittenSpan));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_EveryPrefix_AsksForMore(string name)
    {
        var (_, hex, read, _) = Cases[name];
        var bytes = Convert.FromHexString(hex.Replace(" ", ""));

        // A command has no length of its own: it is whole after its transaction and after each argument.
        int[] whole = name == "command" ? [19, 20] : [];
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(whole.Contains(length) ? OperationStatus.Done : OperationStatus.NeedMoreData, read(bytes.AsSpan(0, length), out _));
        }
    }

    [Theory]
    [InlineData("00000000")]
    [InlineData("80000000")]
    [InlineData("FFFFFFFF")]
    public void SetChunkSize_OutOfRange_IsInvalid(string hex) =>
        Assert.Equal(OperationStatus.InvalidData, SetChunkSizeMessage.Read(Convert.FromHexString(hex), out _));

    [Theory]
    [InlineData("0003 00000001 00000BB8", (ushort)3, 1u)]
    [InlineData("001A", (ushort)26, 0u)]
    public void UserControl_OfOtherLength_KeepsItsFirstValue(string hex, ushort kind, uint value)
    {
        Assert.Equal(OperationStatus.Done, UserControlMessage.Read(Convert.FromHexString(hex.Replace(" ", "")), out var message));

        Assert.Equal(new UserControlMessage((UserControlEvent)kind, value), message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Command_OfVersion3_IsReadWithAndWithoutItsFormatByte(bool formatByte)
    {
        byte[] payload = RtmpTestClient.Payload("connect", 1, AmfNull.Instance);

        Assert.Equal(OperationStatus.Done, CommandMessage.Read(formatByte ? [0, .. payload] : payload, version3: true, new AmfLimits(), out var command));

        Assert.Equal("connect", command!.Name);
    }

    [Fact]
    public void Aggregate_Parts_CountTheirTimeFromTheFirst()
    {
        var aggregate = new RtmpMessage(RtmpMessageType.Aggregate, 7, 0xFFFF_FFF0, RtmpSeeds.Aggregate((8, 0x0100_0000, [1]), (9, 0x0100_0020, [2, 3])));
        var parts = new List<RtmpMessage>();

        Assert.Equal(OperationStatus.Done, AggregateMessage.Read(aggregate, 2, parts));

        Assert.Equal([(RtmpMessageType.Audio, 7u, 0xFFFF_FFF0u, "01"), (RtmpMessageType.Video, 7u, 0x10u, "0203")],
            parts.Select(static part => (part.Type, part.StreamId, part.TimestampMilliseconds, Convert.ToHexString(part.Payload.Span))));
    }

    [Fact]
    public void Aggregate_WithoutItsLastBackPointer_IsWhole()
    {
        var bytes = RtmpSeeds.Aggregate((8, 0, [1]), (9, 0, [2, 3]));
        for (var length = 1; length <= bytes.Length; length++)
        {
            var parts = new List<RtmpMessage>();

            var status = AggregateMessage.Read(new RtmpMessage(RtmpMessageType.Aggregate, 1, 0, bytes.AsMemory(0, length)), 9, parts);

            var whole = length is >= 12 and <= 16 or >= 29;
            Assert.Equal(whole ? OperationStatus.Done : OperationStatus.NeedMoreData, status);
        }
    }

    [Fact]
    public void Aggregate_OfTooManyParts_IsInvalid()
    {
        var aggregate = new RtmpMessage(RtmpMessageType.Aggregate, 1, 0, RtmpSeeds.Aggregate((8, 0, []), (8, 0, []), (8, 0, [])));

        Assert.Equal(OperationStatus.InvalidData, AggregateMessage.Read(aggregate, 2, []));
    }

    private delegate OperationStatus Reader<T>(ReadOnlySpan<byte> source, out T message);

    private static (object, string, Reader, Action<IBufferWriter<byte>>) Case<T>(T message, string hex, Reader read, Action<T, IBufferWriter<byte>> write)
        where T : notnull => (message, hex, read, writer => write(message, writer));

    private static Reader Read<T>(Reader<T> read)
        where T : struct => (ReadOnlySpan<byte> source, out object message) =>
        {
            var status = read(source, out var value);
            message = value;
            return status;
        };
}
