using CsCheck;
using Headwater.Formats.Flv;
using Headwater.Foundation;
using Headwater.Live.Tests.Channels;
using Headwater.Plans;

namespace Headwater.Live.Tests.Sessions;

public sealed class RtmpSessionTests
{
    [Fact]
    public async Task Publish_PicturesAndSound_AreInTheLogAtTheirTimes()
    {
        await using var rig = await SessionRig.OpenAsync();
        await rig.SendAsync(new Publisher().Open());
        await rig.HearAsync("NetStream.Publish.Start");

        await rig.SendAsync(Media(new Publisher().VideoConfig().AudioConfig(), 3_000));
        rig.Close();
        await rig.Running;

        var origin = ChannelRig.Start.ToUnixTimeSeconds();
        Assert.Equal(3 * 90_000, rig.Channel.Track("video").Fragments.Sum(fragment => fragment.DurationTicks));
        Assert.Equal([0L, 520, 1000, 1520, 2000, 2520], rig.Channel.Track("video").Fragments.Select(fragment => (fragment.DecodeTicks - (origin * 90_000)) / 90));
        Assert.InRange(rig.Channel.Track("audio").Fragments[0].DecodeTicks - (origin * 48_000), 0, 1024);
        Assert.EndsWith("127.0.0.1:40000: RTMP publisher ended: the peer closed the connection", rig.Ending, StringComparison.Ordinal);
        Assert.Null(rig.Channel.Channel.Publisher);
    }

    [Fact]
    public async Task Publish_OfAStreamThatNobodyExpects_IsBadNameAndOneLine()
    {
        await using var rig = await SessionRig.OpenAsync();

        await rig.SendAsync(new Publisher().Open("ca\nmera"));
        await rig.HearAsync("NetStream.Publish.BadName");
        await rig.Running;

        Assert.Equal("127.0.0.1:40000: RTMP connection ended: may not publish live/ca?mera: no input has this stream name", Assert.Single(rig.Channel.Logger.Lines));
    }

    [Fact]
    public async Task Publish_OfAStreamInUse_IsBadNameAndTheFirstGoesOn()
    {
        await using var rig = await SessionRig.OpenAsync();
        var lease = await rig.Channel.BeginAsync((0, ChannelRig.Video));

        await rig.SendAsync(new Publisher().Open());
        await rig.HearAsync("NetStream.Publish.BadName");
        await rig.Running;

        Assert.EndsWith("another publisher has this input", rig.Ending, StringComparison.Ordinal);
        Assert.NotNull(rig.Channel.Channel.Publisher);
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task Publish_FromAnAddressThatIsNotAdmitted_IsDenied()
    {
        var plan = ChannelRig.Passthrough with { Input = new RtmpInputPlan { StreamName = "live/camera", AllowedCidrs = ["192.0.2.0/24"] } };
        await using var rig = await SessionRig.OpenAsync(channel: await ChannelRig.OpenAsync(plan));

        await rig.SendAsync(new Publisher().Open());
        await rig.HearAsync("NetStream.Publish.Denied");
        await rig.Running;

        Assert.EndsWith("the input's rules do not admit this address", rig.Ending, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshake_ThatNeverEnds_IsClosedAfterTenSeconds()
    {
        await using var rig = await SessionRig.OpenAsync();
        await rig.SendAsync(new Publisher().Raw([3, 0, 0]));

        await rig.EndsAfterAsync(TimeSpan.FromSeconds(10));
        Assert.EndsWith("did not publish within 10 s", rig.Ending, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_ThatTalksButNeverPublishes_IsClosedAfterTenSeconds()
    {
        await using var rig = await SessionRig.OpenAsync();
        await rig.SendAsync(new Publisher().Handshake().Connect());
        rig.Channel.Clock.Advance(TimeSpan.FromSeconds(8));
        await rig.SendAsync(new Publisher().Ping());

        await rig.EndsAfterAsync(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publisher_SilentOrInMidMessageForEver_IsClosedAfterFifteenSeconds(bool drips)
    {
        await using var rig = await SessionRig.OpenAsync();
        await rig.SendAsync(new Publisher().Open().VideoConfig().Picture(0, key: true));
        await rig.HearAsync("NetStream.Publish.Start");

        if (drips)
        {
            await rig.SendAsync(new Publisher().Header(6, 9, 1, 40, 60_000).Raw(new byte[100]));
            rig.Channel.Clock.Advance(TimeSpan.FromSeconds(10));
            await rig.SendAsync(new Publisher().Raw(new byte[100]));
        }

        await rig.EndsAfterAsync(TimeSpan.FromSeconds(drips ? 5 : 15));

        Assert.EndsWith("RTMP publisher ended: was silent for 15 s", rig.Ending, StringComparison.Ordinal);
        Assert.Null(rig.Channel.Channel.Publisher);
    }

    [Fact]
    public async Task Message_ThatClaimsTheMostALengthCanSay_EndsTheConnectionAtOnce()
    {
        await using var rig = await SessionRig.OpenAsync();
        await rig.SendAsync(new Publisher().Open());
        await rig.HearAsync("NetStream.Publish.Start");

        await rig.SendAsync(new Publisher().Header(6, 9, 1, 0, 0xFF_FFFF));
        await rig.Running;

        Assert.Contains("broke the protocol at byte ", rig.Ending, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Peer_ThatNeverReadsOurReplies_IsClosedAfterTenSeconds()
    {
        await using var rig = await SessionRig.OpenAsync(replyBytes: 8192);
        await rig.SendAsync(new Publisher().Open());
        var pings = new Publisher();
        for (var ping = 0; ping < 1000; ping++)
        {
            pings.Ping();
        }

        await rig.SendAsync(pings.Picture(0, key: true));

        await rig.EndsAfterAsync(TimeSpan.FromSeconds(10));
        Assert.EndsWith("the peer does not read what it is sent", rig.Ending, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Video_OfACodecThatIsUnknown_IsLeftOutWithOneLineAndSoundFlows()
    {
        await using var rig = await SessionRig.OpenAsync();
        var publisher = new Publisher().Open().AudioConfig();
        for (uint frame = 0; frame < 100; frame++)
        {
            // Codec number 4 of the old tag: VP6.
            publisher.Message(6, 9, 1, frame * 21, [0x14, 0, 1, 2], Publisher.ChunkBytes).Sound(frame * 1024 / 48);
        }

        await rig.SendAsync(publisher);
        rig.Close();
        await rig.Running;

        Assert.Equal(100 * 1024, rig.Channel.Track("audio").Fragments.Sum(fragment => fragment.DurationTicks));
        Assert.Single(rig.Channel.Logger.Lines, line => line.Contains("Video", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_ThatCannotBeRead_AreToldAtMostOnceASecond()
    {
        await using var rig = await SessionRig.OpenAsync();
        var publisher = new Publisher().Open().AudioConfig();
        for (uint frame = 0; frame < 100; frame++)
        {
            publisher.Message(6, 9, 1, frame, [0x17], Publisher.ChunkBytes);
        }

        await rig.SendAsync(publisher.Sound(0));
        await rig.Channel.UntilAsync(() => rig.Channel.Channel.TimelineCounters.Samples == 1);
        rig.Channel.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.SendAsync(new Publisher().Message(6, 9, 1, 1000, [0x17], Publisher.ChunkBytes));
        rig.Close();
        await rig.Running;

        Assert.Equal(["1 messages", "100 messages"], rig.Channel.Logger.Lines.Where(line => line.Contains("cannot be read", StringComparison.Ordinal)).Select(line => line.Split(": ")[1].Split(" cannot")[0]));
    }

    [Fact]
    public async Task Samples_OfAnotherCodecThanWasDescribed_AreNotTakenForIt()
    {
        await using var rig = await SessionRig.OpenAsync();
        var publisher = new Publisher().Open().VideoConfig().Picture(0, key: true).Picture(40, key: false);
        for (uint frame = 2; frame < 10; frame++)
        {
            publisher.Video(frame * 40, new FlvPacket { Codec = Codec.H265, Kind = FlvPacketKind.Samples, KeyFrame = true, Payload = new byte[10] });
        }

        await rig.SendAsync(publisher);
        rig.Close();
        await rig.Running;

        Assert.Equal(2, rig.Channel.Channel.TimelineCounters.Samples);
    }

    [Theory]
    [InlineData(true, "the peer closed the connection")]
    [InlineData(false, "Connection reset by peer")]
    public async Task Publisher_ThatGoesWithoutAWord_FreesTheInputAtOnce(bool closes, string reason)
    {
        await using var rig = await SessionRig.OpenAsync();
        await rig.SendAsync(new Publisher().Open().VideoConfig().Picture(0, key: true));
        await rig.HearAsync("NetStream.Publish.Start");

        if (closes)
        {
            rig.Close();
        }
        else
        {
            rig.Reset();
        }

        await rig.Running;

        Assert.EndsWith($"RTMP publisher ended: {reason}", rig.Ending, StringComparison.Ordinal);
        Assert.Empty(rig.Channel.Logger.Errors);
        await using var next = rig.Channel.Attach();
    }

    [Fact]
    public async Task Stop_WhileAPublisherIsHeldBack_EndsItAsAStop()
    {
        await using var rig = await SessionRig.OpenAsync();
        var publisher = new Publisher().Open().VideoConfig();
        for (uint frame = 0; frame < 200; frame++)
        {
            publisher.Picture(frame * 40, frame == 0);
        }

        await rig.BeginSendAsync(publisher);
        await rig.Channel.UntilAsync(() => rig.Channel.Channel.TimelineCounters.Samples >= 125);
        await rig.StopAsync();
        await rig.Running;

        Assert.EndsWith("RTMP publisher ended: the server stops", rig.Ending, StringComparison.Ordinal);
        Assert.NotEmpty(rig.Channel.Track("video").Fragments);
    }

    [Fact]
    public async Task Bytes_OfAnyKind_EndTheSessionWithoutAFaultOfOurs() =>
        await Gen.Select(Gen.Bool, Gen.Byte.Array[1, 4000]).SampleAsync(
            async (shaken, bytes) =>
            {
                await using var rig = await SessionRig.OpenAsync();
                await rig.SendAsync((shaken ? new Publisher().Open().VideoConfig() : new Publisher()).Raw(bytes));
                rig.Close();
                await rig.Running;

                Assert.Empty(rig.Channel.Logger.Errors);
                Assert.Null(rig.Channel.Channel.Publisher);
            },
            iter: 200, threads: 1);

    private static Publisher Media(Publisher publisher, uint milliseconds)
    {
        var sound = 0u;
        for (uint time = 0; time < milliseconds; time += 40)
        {
            publisher.Picture(time, time % 1000 == 0);
            for (; sound * 1024 / 48 < time + 40; sound++)
            {
                publisher.Sound(sound * 1024 / 48);
            }
        }

        return publisher;
    }
}
