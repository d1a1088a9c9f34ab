using Headwater.Foundation;
using Headwater.Live.Timeline;

namespace Headwater.Live.Tests.Timeline;

public sealed class FixtureTests
{
    public static TheoryData<string> Names => [.. Fixtures.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Push_AnyFixture_StaysNearWallTimeAndRepeatsExactly(string name)
    {
        var one = new Feed();
        var other = new Feed();

        Fixtures.All[name](one);
        Fixtures.All[name](other);

        Assert.NotEmpty(one.Events.OfType<TimelineSample>());
        Assert.InRange(one.MostLead, -1, 600);
        Assert.InRange(one.LeastLead, name == nameof(Fixtures.NetworkStall) ? -8100 : -700, 10);
        Assert.Equal(one.Events.Select(item => item.ToString()), other.Events.Select(item => item.ToString()));
    }

    [Theory]
    [InlineData(nameof(Fixtures.RtmpWrap))]
    [InlineData(nameof(Fixtures.TransportStreamWrap))]
    public void Push_ClockThatWraps_GoesOnAsIfNothingWere(string name)
    {
        var feed = Play(Fixtures.All[name]);

        AssertContiguous(feed);
        Assert.Empty(feed.Events.OfType<TimelineObservation>());
        Assert.Equal(0, feed.Engine.Counters.Jumps);
    }

    [Theory]
    [InlineData(nameof(Fixtures.BackwardJump), -3000)]
    [InlineData(nameof(Fixtures.ForwardJumpOfAnHour), Fixtures.Hour)]
    [InlineData(nameof(Fixtures.DifferentEpochsThenJump), 600_000)]
    public void Push_JumpOfBothTracks_GoesOnInRelationWithoutDiscontinuity(string name, long distance)
    {
        var feed = Play(Fixtures.All[name]);

        AssertContiguous(feed);
        Assert.Equal(2, feed.Engine.Counters.Jumps);
        Assert.All(feed.Events.OfType<JumpObserved>(), jump => Assert.Equal(distance, jump.Jump.TotalMilliseconds, tolerance: 25));
    }

    [Fact]
    public void Push_JumpWhileSoundRunsAhead_KeepsRelation()
    {
        var feed = Play(Fixtures.JumpWhileSoundRunsAhead);

        Assert.InRange(feed.MostSkew, 0, 20);
        Assert.Equal(feed.Pictures.Count * 40 - 40, feed.Milliseconds(Feed.Video)[^1]);
        Assert.Equal(0, feed.Discontinuities);
        Assert.Equal(0, feed.Engine.Counters.Repaired);
    }

    [Fact]
    public void Push_OneWildStamp_ReturnsToTheOldRelation()
    {
        var feed = Play(Fixtures.OneWildStamp);

        AssertContiguous(feed);
    }

    [Fact]
    public void Push_EncoderThatPausesAndRestartsItsClock_ComesBackAtWallTimeWithOneDiscontinuity()
    {
        var feed = Play(Fixtures.EncoderPausesAndRestartsItsClock);

        var hole = Assert.Single(feed.Events.OfType<TimelineDiscontinuity>());
        Assert.Equal(TimelineDiscontinuityReason.Hole, hole.Reason);
        Assert.Equal(9000, feed.Milliseconds(Feed.Video)[100]);
        Assert.InRange(feed.MostSkew, 0, 20);
    }

    [Fact]
    public void Push_EncoderThatPausesWithItsClockRunning_IsFollowedWithoutDiscontinuity()
    {
        var feed = Play(Fixtures.EncoderPausesWithItsClockRunning);

        Assert.Equal(24_000, feed.Milliseconds(Feed.Video)[100]);
        Assert.InRange(feed.MostSkew, 0, 20);
        Assert.Equal(0, feed.Engine.Counters.Jumps);
        Assert.Equal(0, feed.Discontinuities);
    }

    [Fact]
    public void Push_TracksThatStartOnBothSidesOfAWrap_AreInRelation()
    {
        var feed = new Feed().Connect();

        feed.Picture(uint.MaxValue - 19, key: true);
        feed.At(0.025);
        feed.Frame(5);

        Assert.Equal(25 * 48, feed.Frames[0].DecodeTicks - (feed.Pictures[0].DecodeTicks * 48 / 90));
    }

    [Fact]
    public void Push_PictureThatStartsBeforeTheFloor_MovesTheEpochAndLosesNothing()
    {
        var floor = MediaTime.FromUtc(Feed.Start, 90_000);
        var feed = new Feed(new TimelineOptions { Floor = floor }).Connect();

        feed.Frame(200);
        feed.Picture(100, key: true);
        feed.Frame(221);
        feed.Picture(140);

        Assert.Equal([0, 3600], feed.Pictures.Select(picture => picture.DecodeTicks - floor.Ticks));
        Assert.Equal(2, feed.Frames.Count);
        Assert.Equal(0, feed.Engine.Counters.Repaired);
    }

    [Fact]
    public void Push_PicturesWithANominalDuration_CarryIt()
    {
        var feed = new Feed().Connect();

        feed.Engine.SetFormat(Feed.Video, Feed.Avc, 40);
        feed.Picture(0, key: true);
        feed.Frame(0);

        Assert.Equal(3600, feed.Pictures[0].DurationTicks);
        Assert.Equal(1024, feed.Frames[0].DurationTicks);
        Assert.Equal(90_000u, feed.Events.OfType<TimelineFormat>().First(format => format.Track == Feed.Video).Format.Timescale);
    }

    [Fact]
    public void Push_SoundOfUnknownFrameLength_IsPlacedAsStampedAndMended()
    {
        var feed = new Feed();
        feed.Connect(frameSamples: 0);

        foreach (var stamp in (long[])[0, 21, 21, 64])
        {
            feed.Frame(stamp);
        }

        Assert.Equal([0, 1008, 1009, 3072], feed.Frames.Select(frame => frame.DecodeTicks - feed.Frames[0].DecodeTicks));
        Assert.Equal(1, feed.Engine.Counters.Repaired);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(10_001)]
    [InlineData(-1001)]
    public void Push_UnbelievableCompositionOffset_IsIgnoredAndCounted(long offset)
    {
        var feed = new Feed().Connect();

        feed.Picture(0, key: true, offset);

        Assert.Equal(feed.Pictures[0].DecodeTicks, feed.Pictures[0].PresentationTicks);
        Assert.Equal(1, feed.Engine.Counters.Repaired);
    }

    [Fact]
    public void Push_MissingAudio_FlowsAndIsObservedOnce()
    {
        var feed = Play(Fixtures.MissingAudio);

        Assert.Equal(200, feed.Pictures.Count);
        Assert.Equal(new MissingObserved(TrackKind.Audio), Assert.Single(feed.Events.OfType<TimelineObservation>()));
        Assert.InRange(feed.MostLead, -0.1, 0.1);
    }

    [Fact]
    public void Push_MissingVideo_FlowsAndIsObservedOnce()
    {
        var feed = Play(Fixtures.MissingVideo);

        Assert.Equal(375, feed.Frames.Count);
        Assert.Equal(new MissingObserved(TrackKind.Video), Assert.Single(feed.Events.OfType<TimelineObservation>()));
    }

    [Fact]
    public void Push_LateAudio_JoinsInRelationAndItsReturnIsObserved()
    {
        var feed = Play(Fixtures.LateAudio);

        Assert.InRange(feed.Frames[0].DecodeTicks * 90_000 / 48_000 - feed.Pictures[150].DecodeTicks, -1, 1);
        Assert.Equal(
            [new MissingObserved(TrackKind.Audio), new ReturnObserved(TrackKind.Audio)],
            feed.Events.OfType<TimelineObservation>());
        Assert.Equal(0, feed.Discontinuities);
    }

    [Fact]
    public void Tick_NobodySends_BothAreMissing()
    {
        var feed = new Feed().Connect();

        feed.At(4.9);
        feed.Tick();
        Assert.Empty(feed.Events);
        feed.At(5);
        feed.Tick();
        feed.Tick();

        Assert.Equal([new MissingObserved(TrackKind.Video), new MissingObserved(TrackKind.Audio)], feed.Events);
    }

    [Fact]
    public void Push_DifferentEpochs_BothStartAtTheirArrival()
    {
        var feed = Play(Fixtures.DifferentEpochs);

        AssertContiguous(feed);
        Assert.Equal(new EpochSplitObserved(Feed.Audio), Assert.Single(feed.Events.OfType<TimelineObservation>()));
    }

    [Fact]
    public void Push_BFrames_KeepOffsets()
    {
        var feed = Play(Fixtures.BFrames);

        Assert.Equal<long>([3600, 10_800, 0, 0], feed.Pictures.Take(4).Select(picture => picture.PresentationTicks - picture.DecodeTicks));
        Assert.Equal([0, 40, 80, 120, 160], feed.Milliseconds(Feed.Video)[..5]);
        Assert.Equal(0, feed.Engine.Counters.Repaired);
    }

    [Fact]
    public void Push_BFramesWithNegativeOffsets_KeepPresentationByMovingDecodeOnce()
    {
        var feed = Play(Fixtures.BFramesWithNegativeOffsets);

        var start = feed.Pictures[0].PresentationTicks;
        Assert.All(
            feed.Pictures.Select((picture, index) => picture.PresentationTicks - start - (3600 * Presented(index))),
            error => Assert.InRange(error, 0, 1));
        Assert.All(feed.Pictures.Skip(4).Zip(feed.Pictures.Skip(3)), pair => Assert.Equal(3600, pair.First.DecodeTicks - pair.Second.DecodeTicks));
        Assert.Equal(1, feed.Engine.Counters.Repaired);
    }

    [Fact]
    public void Push_BFramesWithoutOffsets_AreSortedOnceTheyAreRecognised()
    {
        var feed = Play(Fixtures.BFramesWithoutOffsets);

        var start = feed.Pictures[0].DecodeTicks;
        var recognised = feed.Pictures.Skip(16).ToList();
        Assert.All(recognised.Skip(1).Zip(recognised), pair => Assert.Equal(3600, pair.First.DecodeTicks - pair.Second.DecodeTicks));
        Assert.Equal(
            recognised.Select((_, index) => 3600 * Presented(16 + index)),
            recognised.Select(picture => picture.PresentationTicks - start));
        Assert.InRange(feed.Engine.Counters.Repaired, 1, 12);
    }

    [Fact]
    public void Push_EqualDecodeTimes_GrowByOneTickAndAreCounted()
    {
        var feed = Play(Fixtures.EqualDecodeTimes);

        Assert.Equal([0, 1, 7200, 7201, 14_400, 14_401, 21_600], Ticks(feed));
        Assert.Equal(3, feed.Engine.Counters.Repaired);
        feed.At(2);
        feed.Tick();
        Assert.Equal(3, feed.Events.OfType<RepairsObserved>().Sum(repairs => repairs.Count));
    }

    [Fact]
    public void Push_DecreasingDecodeTimes_GrowByOneTickAndAreCounted()
    {
        var feed = Play(Fixtures.DecreasingDecodeTimes);

        Assert.Equal([0, 3600, 7200, 7201, 10_800, 14_400, 18_000], Ticks(feed));
        Assert.Equal(1, feed.Engine.Counters.Repaired);
        Assert.Equal(0, feed.Engine.Counters.Jumps);
    }

    [Fact]
    public void Push_VariableFrameRate_IsKept()
    {
        var feed = Play(Fixtures.VariableFrameRate);

        Assert.Equal([0, 16, 49, 66, 166, 2166, 2170, 2300], feed.Milliseconds(Feed.Video));
        Assert.Equal(0, feed.Engine.Counters.Jumps);
    }

    [Theory]
    [InlineData(nameof(Fixtures.ReconnectAfterOneSecond), 5000)]
    [InlineData(nameof(Fixtures.ReconnectAfterThirtySeconds), 34_000)]
    public void Push_Reconnect_ResumesAtWallTimeWithOneDiscontinuityAndNoNewFormats(string name, long resumedAt)
    {
        var feed = Play(Fixtures.All[name]);

        var between = Assert.Single(feed.Events.OfType<TimelineDiscontinuity>());
        Assert.Equal(TimelineDiscontinuityReason.SessionChange, between.Reason);
        Assert.Equal(2, feed.Events.OfType<TimelineFormat>().Count());
        Assert.Equal(resumedAt, feed.Milliseconds(Feed.Video)[100]);
        Assert.InRange(feed.MostSkew, 0, 20);
    }

    [Theory]
    [InlineData(nameof(Fixtures.ChangeOfResolution))]
    [InlineData(nameof(Fixtures.ChangeOfProfile))]
    public void SetFormat_OtherConfiguration_TakesEffectAtTheNextRandomAccessPoint(string name)
    {
        var feed = Play(Fixtures.All[name]);

        var change = feed.Events.FindIndex(item => item is TimelineDiscontinuity);
        Assert.Equal(new TimelineDiscontinuity(TimelineDiscontinuityReason.FormatChange), feed.Events[change]);
        Assert.Equal(Feed.Video, Assert.IsType<TimelineFormat>(feed.Events[change + 1]).Track);
        Assert.True(Assert.IsType<TimelineSample>(feed.Events[change + 2]).Sample.RandomAccess);
        Assert.Equal(4000, feed.Milliseconds(Feed.Video)[75]);
        Assert.Equal(25, feed.Engine.Counters.DroppedBeforeRandomAccess);
        Assert.Equal(1, feed.Discontinuities);
    }

    [Fact]
    public void SetFormat_SameConfigurationAgain_ChangesNothing()
    {
        var feed = new Feed().Connect();

        feed.Play(new Camera { Seconds = 1 });
        feed.Engine.SetFormat(Feed.Video, Feed.Avc with { Configuration = Feed.Avc.Configuration.ToArray() });
        feed.Engine.SetFormat(Feed.Audio, Feed.Aac with { Configuration = Feed.Aac.Configuration.ToArray() }, 1024);
        feed.Play(new Camera { From = 1, GroupLength = 1000, VideoRaw = stamp => stamp + 1000, AudioRaw = stamp => stamp + 1000 });

        Assert.Equal(125, feed.Pictures.Count);
        Assert.Equal(2, feed.Events.OfType<TimelineFormat>().Count());
        Assert.Equal(0, feed.Discontinuities);
    }

    [Fact]
    public void Push_ReconnectWithBothFormatsChanged_DeclaresOneDiscontinuity()
    {
        var feed = new Feed().Connect();

        feed.Play(new Camera());
        feed.At(5);
        feed.Connect(
            video: Fixtures.SmallerPicture,
            audio: Feed.Aac with { Timescale = 44_100, Configuration = new byte[] { 0x12, 0x10 } });
        feed.Play(new Camera { From = 5, SampleRate = 44_100 });

        Assert.Equal(1, feed.Discontinuities);
        Assert.Equal(4, feed.Events.OfType<TimelineFormat>().Count());
        Assert.InRange(feed.MostLead, -1, 25);
    }

    [Fact]
    public void Push_NetworkStall_IsNoJump()
    {
        var feed = Play(Fixtures.NetworkStall);

        AssertContiguous(feed);
        Assert.Equal(0, feed.Engine.Counters.Jumps);
    }

    [Fact]
    public void Push_SoundWithAHole_FollowsTheHoleAtOnce()
    {
        var feed = Play(Fixtures.SoundWithAHole);

        var steps = feed.Frames.Skip(1).Zip(feed.Frames, (next, frame) => next.DecodeTicks - frame.DecodeTicks).ToList();
        Assert.InRange(Assert.Single(steps, step => step != 1024), 1024 + 23_900, 1024 + 24_100);
        Assert.Equal(1, feed.Engine.Counters.AudioGaps);
        Assert.Equal(0, feed.Discontinuities);
    }

    [Fact]
    public void Push_PicturesBeforeTheFirstRandomAccessPoint_AreDroppedAndCounted()
    {
        var feed = new Feed().Connect();

        feed.Picture(0);
        feed.Picture(40);
        feed.Frame(60);
        feed.Picture(80, key: true);

        Assert.Equal(2, feed.Engine.Counters.DroppedBeforeRandomAccess);
        Assert.Single(feed.Pictures);
        Assert.Single(feed.Frames);
    }

    [Fact]
    public void Push_TrackWithoutFormat_IsDroppedAndCounted()
    {
        var feed = new Feed().Connect();

        feed.Push(5, 0, key: true, 0);
        feed.Push(-1, 0, key: true, 0);
        feed.Push(99, 0, key: true, 0);

        Assert.Equal(3, feed.Engine.Counters.DroppedWithoutFormat);
    }

    [Fact]
    public void Push_WithoutSession_IsRefused()
    {
        var feed = new Feed().Connect();
        feed.Disconnect();

        Assert.Throws<InvalidOperationException>(() => feed.Frame(0));
    }

    /// <summary>When the picture at a place in decode order I P B B is shown, in pictures.</summary>
    private static long Presented(int index) => (index / 4 * 4) + ((index % 4) switch { 0 => 0, 1 => 3, 2 => 1, _ => 2 });

    private static Feed Play(Action<Feed> fixture)
    {
        var feed = new Feed();
        fixture(feed);
        return feed;
    }

    private static long[] Ticks(Feed feed) => [.. feed.Pictures.Select(picture => picture.DecodeTicks - feed.Pictures[0].DecodeTicks)];

    /// <summary>25 pictures a second, sound end to end, both in relation, and nothing declared.</summary>
    private static void AssertContiguous(Feed feed)
    {
        Assert.All(feed.Pictures.Skip(1).Zip(feed.Pictures), pair => Assert.Equal(3600, pair.First.DecodeTicks - pair.Second.DecodeTicks));
        Assert.All(feed.Frames.Skip(1).Zip(feed.Frames), pair => Assert.InRange(pair.First.DecodeTicks - pair.Second.DecodeTicks, 1016, 1032));
        Assert.InRange(feed.MostSkew, 0, 20);
        Assert.Equal(0, feed.Discontinuities);
    }
}
