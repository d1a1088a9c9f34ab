using Headwater.Foundation;
using Headwater.Live.Timeline;

namespace Headwater.Live.Tests.Timeline;

public sealed class PlainSessionTests
{
    [Fact]
    public void Push_FirstSample_IsPlacedAtItsArrival()
    {
        var feed = new Feed().Connect();

        feed.Picture(raw: 123_456, key: true);

        var picture = Assert.Single(feed.Pictures);
        Assert.Equal(MediaTime.FromUtc(Feed.Start, 90_000).Ticks, picture.DecodeTicks);
        Assert.Equal(picture.DecodeTicks, picture.PresentationTicks);
    }

    [Fact]
    public void Push_WithFloorInTheFuture_IsPlacedAtTheFloorAndDeclared()
    {
        var floor = MediaTime.FromUtc(Feed.Start.AddSeconds(7), 90_000);
        var feed = new Feed(new TimelineOptions { Floor = floor }).Connect();

        feed.Picture(0, key: true);

        Assert.Equal(floor.Ticks, Assert.Single(feed.Pictures).DecodeTicks);
        Assert.Equal(new TimelineDiscontinuity(TimelineDiscontinuityReason.Restart), feed.Events[0]);
    }

    [Fact]
    public void Push_PlainCamera_KeepsRelationAndIsContiguous()
    {
        var feed = new Feed().Connect();

        feed.Play(new Camera { Seconds = 10 });

        Assert.All(feed.Pictures.Zip(feed.Pictures.Skip(1)), pair => Assert.Equal(3600, pair.Second.DecodeTicks - pair.First.DecodeTicks));
        Assert.All(feed.Frames.Zip(feed.Frames.Skip(1)), pair => Assert.Equal(1024, pair.Second.DecodeTicks - pair.First.DecodeTicks));
        Assert.Equal(new MediaTime(feed.Pictures[0].DecodeTicks, 90_000).Rescale(48_000).Ticks, feed.Frames[0].DecodeTicks);
        Assert.Equal(2, feed.Events.OfType<TimelineFormat>().Count());
        Assert.Empty(feed.Events.OfType<TimelineDiscontinuity>());
        Assert.Empty(feed.Events.OfType<TimelineObservation>());
    }
}
