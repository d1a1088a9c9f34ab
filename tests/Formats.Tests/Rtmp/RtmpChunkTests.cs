using System.Buffers;
using Headwater.Formats.Rtmp;

namespace Headwater.Formats.Tests.Rtmp;

public sealed class RtmpChunkTests
{
    public static TheoryData<string, byte, uint, string> Headers => new()
    {
        { "fmt 0, one byte", 0, 2, "02 123456 000007 09 01000000" },
        { "fmt 0, one byte, last", 0, 63, "3F 123456 000007 09 01000000" },
        { "fmt 0, two bytes, first", 0, 64, "0000 123456 000007 09 01000000" },
        { "fmt 0, two bytes, last", 0, 319, "00FF 123456 000007 09 01000000" },
        { "fmt 0, three bytes, first", 0, 320, "010001 123456 000007 09 01000000" },
        { "fmt 0, three bytes, last", 0, 65_599, "01FFFF 123456 000007 09 01000000" },
        { "fmt 1, one byte", 1, 3, "43 123456 000007 09" },
        { "fmt 1, two bytes", 1, 70, "4006 123456 000007 09" },
        { "fmt 2, one byte", 2, 3, "83 123456" },
        { "fmt 2, three bytes", 2, 1000, "81A803 123456" },
        { "fmt 3, one byte", 3, 3, "C3" },
        { "fmt 3, two bytes", 3, 70, "C006" },
        { "fmt 3, three bytes", 3, 320, "C10001" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Header_IsReadWrittenAndAsksForMoreOnEveryPrefix(string name, byte format, uint chunkStreamId, string hex)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", ""));

        Assert.Equal(OperationStatus.Done, RtmpChunkHeader.Read(bytes, out var header, out var lengthBytes));

        var expected = new RtmpChunkHeader
        {
            Format = format,
            ChunkStreamId = chunkStreamId,
            TimestampField = format < 3 ? 0x123456u : 0,
            MessageLengthBytes = format < 2 ? 7 : 0,
            Type = format < 2 ? RtmpMessageType.Video : 0,
            StreamId = format < 1 ? 1u : 0,
        };
        Assert.Equal(expected, header);
        Assert.Equal(bytes.Length, lengthBytes);
        var writer = new ArrayBufferWriter<byte>();
        header.Write(writer);
        Assert.True(bytes.AsSpan().SequenceEqual(writer.WrittenSpan), name);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, RtmpChunkHeader.Read(bytes.AsSpan(0, length), out _, out _));
        }
    }

    [Fact]
    public void Reader_EveryFormat_InheritsWhatItLeavesOut()
    {
        var media = Media(client => client
            .Chunk(Full(6, 1000, 3), null, [1, 2, 3])
            .Chunk(new RtmpChunkHeader { Format = 1, ChunkStreamId = 6, TimestampField = 40, MessageLengthBytes = 2, Type = RtmpMessageType.Audio }, null, [4, 5])
            .Chunk(new RtmpChunkHeader { Format = 2, ChunkStreamId = 6, TimestampField = 20 }, null, [6, 7])
            .Chunk(new RtmpChunkHeader { Format = 3, ChunkStreamId = 6 }, null, [8, 9]));

        Assert.Equal([(RtmpMediaKind.Video, 1000u, "010203"), (RtmpMediaKind.Audio, 1040u, "0405"), (RtmpMediaKind.Audio, 1060u, "0607"), (RtmpMediaKind.Audio, 1080u, "0809")], media);
    }

    [Fact]
    public void Reader_Format3AfterFormat0_AddsTheTimestampAsTheSpecificationSays()
    {
        var media = Media(client => client.Chunk(Full(6, 10, 1), null, [1]).Chunk(new RtmpChunkHeader { Format = 3, ChunkStreamId = 6 }, null, [2]));

        Assert.Equal([10u, 20u], media.Select(static item => item.Timestamp));
    }

    [Theory]
    [InlineData(0xFF_FFFEu)]
    [InlineData(0xFF_FFFFu)]
    [InlineData(0x100_0000u)]
    [InlineData(0xFFFF_FFFFu)]
    public void Reader_LargeTimestamp_IsExtendedWhetherContinuingChunksRepeatItOrNot(uint timestamp)
    {
        foreach (var repeat in new[] { true, false })
        {
            var payload = RtmpTestClient.Bytes(500);

            var media = Media(client => client.Message(6, RtmpMessageType.Video, 1, timestamp, payload, repeat));

            Assert.Equal([(RtmpMediaKind.Video, timestamp, Convert.ToHexString(payload))], media);
        }
    }

    [Fact]
    public void Reader_ExtendedDelta_IsAddedAndWraps()
    {
        var media = Media(client => client
            .Chunk(Full(6, 0xFF_FFFF, 1), 0xFFFF_FFF0, [1])
            .Chunk(new RtmpChunkHeader { Format = 2, ChunkStreamId = 6, TimestampField = 0xFF_FFFF }, 0x0100_0000, [2])
            .Chunk(new RtmpChunkHeader { Format = 3, ChunkStreamId = 6 }, 0x0200_0000, [3])
            .Chunk(new RtmpChunkHeader { Format = 2, ChunkStreamId = 6, TimestampField = 1 }, null, [4]));

        Assert.Equal([0xFFFF_FFF0u, 0x00FF_FFF0u, 0x02FF_FFF0u, 0x02FF_FFF1u], media.Select(static item => item.Timestamp));
    }

    [Fact]
    public void Reader_ChunkSizeChangesInsideAMessage_CountsForItsNextChunk()
    {
        var payload = RtmpTestClient.Bytes(500);

        var media = Media(client => client
            .Chunk(Full(6, 5, 500), null, payload.AsSpan(0, 128))
            .SetChunkSize(300)
            .Chunk(new RtmpChunkHeader { Format = 3, ChunkStreamId = 6 }, null, payload.AsSpan(128, 300))
            .SetChunkSize(1)
            .SetChunkSize(72)
            .Chunk(new RtmpChunkHeader { Format = 3, ChunkStreamId = 6 }, null, payload.AsSpan(428)));

        Assert.Equal([(RtmpMediaKind.Video, 5u, Convert.ToHexString(payload))], media);
    }

    [Fact]
    public void Reader_InterleavedChunkStreams_AreKeptApart()
    {
        var first = RtmpTestClient.Bytes(200, 1);
        var second = RtmpTestClient.Bytes(150, 2);

        var media = Media(client => client
            .Chunk(Full(6, 1, 200), null, first.AsSpan(0, 128))
            .Chunk(Full(7, 2, 150), null, second.AsSpan(0, 128))
            .Chunk(new RtmpChunkHeader { Format = 3, ChunkStreamId = 6 }, null, first.AsSpan(128))
            .Chunk(new RtmpChunkHeader { Format = 3, ChunkStreamId = 7 }, null, second.AsSpan(128)));

        Assert.Equal([Convert.ToHexString(first), Convert.ToHexString(second)], media.Select(static item => item.Payload));
    }

    [Fact]
    public void Reader_Abort_ForgetsTheIncompleteMessage()
    {
        var media = Media(client => client
            .Chunk(Full(6, 1, 200), null, RtmpTestClient.Bytes(128))
            .Control(RtmpMessageType.Abort, 0, 0, 0, 6)
            .Chunk(Full(6, 9, 1), null, [7]));

        Assert.Equal([(RtmpMediaKind.Video, 9u, "07")], media);
    }

    [Fact]
    public void Reader_MessageOfNoBytes_IsAMessage() =>
        Assert.Equal([(RtmpMediaKind.Video, 3u, "")], Media(static client => client.Chunk(Full(6, 3, 0), null, [])));

    [Fact]
    public void Reader_FreshChunkStreamWithFormat1_IsTakenAsLibrtmpSendsIt()
    {
        // Stream 0 carries no media, so the message is skipped; what counts is that the connection lives.
        var transcript = After(static client => client.Chunk(new RtmpChunkHeader { Format = 1, ChunkStreamId = 9, TimestampField = 4, MessageLengthBytes = 1, Type = RtmpMessageType.Video }, null, [1]));

        Assert.Equal(OperationStatus.NeedMoreData, transcript.Status);
        Assert.Equal(1, transcript.Connection.SkippedMessages);
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "format 2 with nothing to continue", "89000001" },
        { "format 3 with nothing to continue", "C9" },
        { "a message inside another", "06000000000200090100000001" + "06000000000002" + "0901000000" },
        { "16 MiB message", "06000000FFFFFF0901000000" },
        { "chunk size 0", "0200000000000401000000000000 0000" },
        { "chunk size 4 GiB", "02000000000004010000000080000000" },
        { "chunk size too short", "02000000000003010000000000 0080" },
        { "abort too short", "0200000000000002 00000000" },
        { "acknowledgement too short", "0200000000000103 0000000000" },
        { "user control too short", "0200000000000304 00000000000600" },
        { "peer bandwidth too short", "0200000000000406 0000000000000000" },
        { "peer bandwidth of no type", "0200000000000506 00000000 0000000003" },
        { "command that is no AMF", "0300000000000114 00000000 FF" },
        { "command with a 4 GiB string", "0300000000000614 00000000 0CFFFFFFFF00" },
        { "command without a name", "0300000000000114 00000000 05" },
        { "aggregate ending in a part", "0400000000000C16 01000000 0800000500000000000000 01" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Reader_BrokenInput_IsAFaultThatStays(string name, string hex)
    {
        var prefix = new RtmpTestClient().Publisher().ToArray();
        byte[] broken = Convert.FromHexString(hex.Replace(" ", ""));
        if (name == "a message inside another")
        {
            broken = [.. broken[..12], .. new byte[128], .. Convert.FromHexString("060000000000020901000000")];
        }

        var transcript = RtmpTranscript.Of([.. prefix, .. broken, .. new byte[8]]);

        Assert.Equal(OperationStatus.InvalidData, transcript.Status);
        var fault = transcript.Connection.Fault!;
        Assert.True(fault.OffsetBytes >= prefix.Length);
        Assert.StartsWith("RTMP 1.0, ", fault.Clause);
        var more = ReadOnlySequence<byte>.Empty;
        Assert.Equal(OperationStatus.InvalidData, transcript.Connection.Read(ref more, new ArrayBufferWriter<byte>(), out _));
        Assert.Same(fault, transcript.Connection.Fault);
    }

    [Fact]
    public void Reader_MoreChunkStreamsThanAllowed_IsAFault()
    {
        var limits = new RtmpServerLimits { MaximumChunkStreams = 5 };

        // The session before uses chunk stream 3 only.
        var four = After(static client => Streams(client, 4), limits);
        var five = After(static client => Streams(client, 5), limits);

        Assert.Equal(OperationStatus.NeedMoreData, four.Status);
        Assert.Equal(OperationStatus.InvalidData, five.Status);
    }

    [Fact]
    public void Reader_ClaimedLengths_CostNoMemoryUntilTheyAreKept()
    {
        var input = new RtmpTestClient().Publisher();
        for (var chunkStream = 10u; chunkStream < 60; chunkStream++)
        {
            input.Chunk(Full(chunkStream, 0, 8 * 1024 * 1024), null, RtmpTestClient.Bytes(128));
        }

        var bytes = input.ToArray();
        RtmpTranscript.Of(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var transcript = RtmpTranscript.Of(bytes);

        Assert.Equal(OperationStatus.NeedMoreData, transcript.Status);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public void Reader_IncompleteMessagesBeyondTheLimit_AreAFault()
    {
        var limits = new RtmpServerLimits { MaximumBufferedBytes = 1000 };

        var within = After(static client => client.Chunk(Full(6, 0, 5000), null, new byte[128]).Chunk(Full(7, 0, 1000), null, new byte[128]), limits);
        var beyond = After(
            static client =>
            {
                client.SetChunkSize(600);
                client.Chunk(Full(6, 0, 5000), null, new byte[600]).Chunk(Full(7, 0, 1000), null, new byte[600]);
            },
            limits);

        Assert.Equal(OperationStatus.NeedMoreData, within.Status);
        Assert.Equal("RTMP 1.0, 5.3", beyond.Connection.Fault!.Clause);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reader_MessagesThatAreCompleteOrAborted_NoLongerCount(bool abort)
    {
        var limits = new RtmpServerLimits { MaximumBufferedBytes = 1000 };

        var transcript = After(
            client =>
            {
                for (var index = 0; index < 50; index++)
                {
                    client.Chunk(Full(6, 0, abort ? 200 : 100), null, new byte[abort ? 128 : 100]);
                    if (abort)
                    {
                        client.Control(RtmpMessageType.Abort, 0, 0, 0, 6);
                    }
                }
            },
            limits);

        Assert.Equal(OperationStatus.NeedMoreData, transcript.Status);
        Assert.Equal(abort ? 0 : 50, transcript.Media.Count);
    }

    [Fact]
    public void Writer_LongMessage_IsReadBackWhole()
    {
        var payload = RtmpTestClient.Bytes(1000);
        var output = new ArrayBufferWriter<byte>();

        new RtmpChunkWriter().Write(output, 400, RtmpMessageType.CommandAmf0, 5, payload);

        Assert.Equal(3 + 11 + 1000 + (7 * 3), output.WrittenCount);
        var reader = new RtmpChunkReader(new RtmpServerLimits());
        var source = new ReadOnlySequence<byte>(output.WrittenMemory);
        RtmpMessage? message = null;
        while (message is null)
        {
            Assert.Equal(OperationStatus.Done, reader.Read(ref source, out message));
        }

        Assert.Equal(5u, message.Value.StreamId);
        Assert.Equal(payload, message.Value.Payload.ToArray());
    }

    private static RtmpChunkHeader Full(uint chunkStreamId, uint timestamp, int lengthBytes) => new()
    {
        Format = 0,
        ChunkStreamId = chunkStreamId,
        TimestampField = timestamp,
        MessageLengthBytes = lengthBytes,
        Type = RtmpMessageType.Video,
        StreamId = 1,
    };

    private static void Streams(RtmpTestClient client, int count)
    {
        for (var index = 0u; index < count; index++)
        {
            client.Chunk(Full(10 + index, 0, 1), null, [1]);
        }
    }

    private static RtmpTranscript After(Action<RtmpTestClient> build, RtmpServerLimits? limits = null)
    {
        var client = new RtmpTestClient().Publisher();
        build(client);
        return RtmpTranscript.Of(client.ToArray(), limits);
    }

    private static List<(RtmpMediaKind Kind, uint Timestamp, string Payload)> Media(Action<RtmpTestClient> build)
    {
        var transcript = After(build);
        Assert.Equal(OperationStatus.NeedMoreData, transcript.Status);
        return [.. transcript.Media.Select(static media => (media.Kind, media.TimestampMilliseconds, Convert.ToHexString(media.Payload.Span)))];
    }
}
