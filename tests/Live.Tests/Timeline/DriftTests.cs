using Headwater.Live.Timeline;

namespace Headwater.Live.Tests.Timeline;

public sealed class DriftTests
{
    [Theory]
    [InlineData(1.001)]
    [InlineData(0.999)]
    public void Push_SoundCardThatDriftsByAThousandth_StaysWithinTwentyMillisecondsOfThePictures(double audioRate)
    {
        var feed = new Feed { Remembers = false }.Connect();

        feed.Play(new Camera { Seconds = 2 * 3600, PicturesPerSecond = 5, GroupLength = 10, AudioRate = audioRate });

        Assert.InRange(feed.MostSkew, 0, 20);
        Assert.Equal(0, feed.Engine.Counters.AudioGaps);
        Assert.Equal(0, feed.Engine.Counters.DroppedOverlapping);
    }

    [Theory]
    [InlineData(1.001)]
    [InlineData(0.999)]
    public void Push_SoundCardThatDrifts_IsCorrectedByAFewSamplesAFrame(double audioRate)
    {
        var feed = new Feed().Connect();

        feed.Play(new Camera { Seconds = 120, Vision = false, AudioRate = audioRate });

        var steps = feed.Frames.Skip(1).Zip(feed.Frames, (next, frame) => next.DecodeTicks - frame.DecodeTicks).ToList();
        Assert.All(steps, step => Assert.InRange(step, 1024 - AudioGrid.MostCorrectionSamples, 1024 + AudioGrid.MostCorrectionSamples));
        Assert.InRange(Math.Abs(1024 - steps.Skip(1000).Average()), 0.9, 1.15);
    }

    [Theory]
    [InlineData(1.001, 1000)]
    [InlineData(0.999, -1000)]
    public void Push_PublisherWhoseClockDriftsByAThousandth_StaysWithinASecondOfUtcForTenHours(double clockRate, int driftPartsPerMillion)
    {
        var feed = new Feed { Remembers = false }.Connect(
            audio: Feed.Aac with { Timescale = 24_000 },
            frameSamples: 2048);

        feed.Play(new Camera
        {
            Seconds = 36_000 * clockRate,
            PicturesPerSecond = 5,
            GroupLength = 10,
            SampleRate = 24_000,
            FrameSamples = 2048,
            ClockRate = clockRate,
        });

        Assert.InRange(feed.MostLead, -1, 1000);
        Assert.InRange(feed.LeastLead, -1000, 0);
        Assert.InRange(feed.MostSkew, 0, 20);
        Assert.InRange(feed.Engine.DriftPartsPerMillion, driftPartsPerMillion - 50, driftPartsPerMillion + 50);
        Assert.Equal(0, feed.Engine.Counters.Repaired);
        Assert.Equal(0, feed.Discontinuities);
    }

    [Fact]
    public void Push_PublisherWhoseClockDrifts_IsObservedOnceWithTheDrift()
    {
        var feed = new Feed().Connect();

        feed.Play(new Camera { Seconds = 600, ClockRate = 1.001, PicturesPerSecond = 5, GroupLength = 10, Sound = false });

        var drift = Assert.Single(feed.Events.OfType<DriftObserved>());
        Assert.InRange(drift.DriftPartsPerMillion, 950, 1050);
        Assert.InRange(drift.SlewPartsPerMillion, -100, -20);
        Assert.InRange(drift.Lead.TotalMilliseconds, 300, 330);
    }

    [Fact]
    public void Push_BurstOfTenSecondsAtTheStart_ComesBackToUtcWithinTwoHours()
    {
        var feed = new Feed { Remembers = false }.Connect();

        feed.Play(new Camera { Seconds = 9, ClockRate = 1000 });
        feed.Play(new Camera { From = 0.009, SourceFrom = 9, Seconds = 7200, PicturesPerSecond = 5, GroupLength = 10, VideoRaw = Later, AudioRaw = Later });
        Assert.InRange(feed.MostLead, 8900, 9100);
        feed.ResetMeasures();
        feed.Play(new Camera { From = 7200.009, SourceFrom = 7209, Seconds = 10, VideoRaw = MuchLater, AudioRaw = MuchLater });

        Assert.InRange(feed.MostLead, 0, 400);
        Assert.InRange(feed.MostSkew, 0, 20);
        static long Later(long stamp) => stamp + 9000;
        static long MuchLater(long stamp) => stamp + 7_209_000;
    }

    [Fact]
    public void Push_SourceFasterThanRealTime_IsHeldToTenSecondsAheadAndCounted()
    {
        var feed = new Feed().Connect();

        feed.Play(new Camera { Seconds = 300, ClockRate = 10 });

        Assert.InRange(feed.MostLead, 9900, 10_000);
        Assert.InRange(feed.Pictures.Count, 850, 1000);
        Assert.InRange(feed.Frames.Count, 1600, 1900);
        Assert.InRange(feed.Discontinuities, 5, 20);
        var resumed = feed.Events.Skip(1).Zip(feed.Events).Where(pair => pair.Second is TimelineDiscontinuity).Select(pair => pair.First);
        Assert.All(resumed, next => Assert.True(next is TimelineSample { Sample: { Track: Feed.Video, RandomAccess: true } }));
        Assert.InRange(feed.Engine.Lead.TotalSeconds, 8, 10.1);
        Assert.Equal(21_563 - feed.Pictures.Count - feed.Frames.Count, feed.Engine.Counters.DroppedAhead + feed.Engine.Counters.DroppedBeforeRandomAccess);
    }

    [Fact]
    public void Push_ClockThatStands_IsPlacedAnewAtWallTime()
    {
        var feed = new Feed().Connect();

        feed.Play(new Camera { Seconds = 60, VideoRaw = _ => 500, AudioRaw = _ => 500 });

        Assert.InRange(feed.LeastLead, -21_000, -9000);
        Assert.InRange(feed.Engine.Counters.Jumps, 4, 16);
    }

    [Fact]
    public void Push_SystemClockSteppedBackByAnHour_IsNotFollowedWithinTheSession()
    {
        var feed = new Feed().Connect();

        feed.Play(new Camera());
        feed.System.Step = TimeSpan.FromHours(-1);
        for (var time = 4000; time < 8000; time += 40)
        {
            feed.Time.Advance(TimeSpan.FromMilliseconds(40));
            feed.Picture(time, key: time % 2000 == 0);
        }

        Assert.Equal(200, feed.Pictures.Count);
        Assert.Equal(7960, feed.Milliseconds(Feed.Video)[^1]);
    }

    [Fact]
    public void Push_ReconnectAfterSystemClockSteppedBack_ContinuesAfterTheEnd()
    {
        var feed = new Feed().Connect();

        feed.Play(new Camera());
        var end = feed.Engine.End!.Value;
        feed.System.Step = TimeSpan.FromHours(-1);
        feed.Connect();
        feed.Picture(0, key: true);
        feed.Picture(40);

        Assert.InRange(feed.Pictures[^2].DecodeTicks - end.Ticks, 0, 90);
        Assert.Equal(3600, feed.Pictures[^1].DecodeTicks - feed.Pictures[^2].DecodeTicks);
    }
}
