using Headwater.Foundation;
using Headwater.Live.Transcoding;
using Headwater.Plans;

namespace Headwater.Live.Tests.Transcoding;

public sealed class PublishedOutputsTests
{
    [Fact]
    public void Lag_IsThatOfTheSlowestOutputAgainstTheSourceOfItsKind()
    {
        var outputs = new PublishedOutputs(Source.Ladder, []);
        Assert.Null(outputs.Lag(TimeSpan.Zero, TimeSpan.Zero));
        outputs.Add(new OutputSample(0, Source.Picture(0) with { DurationTicks = Source.Tick }));
        outputs.Add(new OutputSample(1, Source.Picture(24) with { DurationTicks = Source.Tick }));
        outputs.Add(new OutputSample(2, Source.Sound(0)));
        var origin = new MediaTime(Source.Origin, 90_000).ToTimeSpan();

        Assert.Equal(TimeSpan.FromSeconds(0.96), outputs.Lag(origin + TimeSpan.FromSeconds(1), origin));
        Assert.Equal(2, outputs.Lag(origin + TimeSpan.FromSeconds(1), origin + TimeSpan.FromSeconds(2))!.Value.TotalSeconds, 0.05);
        Assert.Equal(TimeSpan.Zero, outputs.Lag(origin, origin));
    }

    [Fact]
    public void Ends_NeverGoBack()
    {
        var outputs = new PublishedOutputs(Source.Ladder, [5L, null]);

        outputs.Add(new OutputSample(1, Source.Picture(3)));
        outputs.Add(new OutputSample(1, Source.Picture(2)));

        Assert.Equal([5L, Source.Time(3) + 1, null], outputs.Ends);
    }

    [Fact]
    public void Dearest_CountsPixelsFramesAndCodec()
    {
        var half = Source.Ladder.Video[1] with { Name = "half", FrameRate = new FrameRate(15, 1) };
        var hevc = Source.Ladder.Video[0] with { Name = "hevc", Codec = Codec.H265, FrameRate = new FrameRate(60, 1) };

        Assert.Equal("high", new PublishedOutputs(Source.Ladder, []).Dearest());
        Assert.Equal("hevc", new PublishedOutputs(Source.Ladder with { Video = [half, hevc] }, []).Dearest());
        Assert.Null(new PublishedOutputs(Source.Ladder with { Video = [half] }, []).Dearest());
    }
}
