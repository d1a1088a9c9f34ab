using CsCheck;
using Headwater.Live.Timeline;

namespace Headwater.Live.Tests.Timeline;

public sealed class AudioGridTests
{
    private const int Frame = 1024;

    [Theory]
    [InlineData(48_000, 1)]
    [InlineData(44_100, 1)]
    [InlineData(48_000, 4)]
    public void Place_StampsRoundedToMilliseconds_AreSampleContiguous(int sampleRate, int roundedToMilliseconds)
    {
        var grid = new AudioGrid((uint)sampleRate, Frame);

        for (var index = 0L; index < 5000; index++)
        {
            var millisecond = index * Frame * 1000 / sampleRate / roundedToMilliseconds * roundedToMilliseconds;
            Assert.Equal(index * Frame, grid.Place(millisecond * sampleRate / 1000, 0, joined: false, out var hole));
            Assert.False(hole);
        }
    }

    [Theory]
    [InlineData(4700)]
    [InlineData(-4700)]
    public void Place_DeviationThatStays_IsTakenBackByFewSamplesAFrameWithoutOvershoot(long deviation)
    {
        var grid = new AudioGrid(48_000, Frame);
        grid.Place(0, 0, joined: false, out _);
        var last = 0L;

        for (var index = 1; index < 1500; index++)
        {
            var target = (index * Frame) + deviation;
            var start = grid.Place(target, 0, joined: false, out _)!.Value;
            Assert.InRange(start - last, Frame - AudioGrid.MostCorrectionSamples, Frame + AudioGrid.MostCorrectionSamples);
            Assert.InRange((target - start) * Math.Sign(deviation), -48, Math.Abs(deviation));
            last = start;
        }

        Assert.InRange(Math.Abs((1499 * Frame) + deviation - last), 0, 96);
    }

    [Fact]
    public void Place_HoleOfMoreThanATenthOfASecond_IsFollowedAtOnce()
    {
        var grid = new AudioGrid(48_000, Frame);
        grid.Place(0, 0, joined: false, out _);

        Assert.Equal(Frame + 4801, grid.Place(Frame + 4801, 0, joined: false, out var hole));
        Assert.True(hole);
    }

    [Fact]
    public void Place_SoundWhoseTimeIsFilled_IsRefusedUntilTheSourceHasCaughtUp()
    {
        var grid = new AudioGrid(48_000, Frame);
        for (var index = 0; index < 20; index++)
        {
            grid.Place(index * Frame, 0, joined: false, out _);
        }

        var starts = Enumerable.Range(0, 20).Select(index => grid.Place((5 + index) * Frame, 0, joined: false, out _)).ToList();

        Assert.All(starts.Take(15), start => Assert.Null(start));
        Assert.Equal([20 * Frame, 21 * Frame], starts.Skip(15).Take(2).Select(start => start!.Value));
    }

    [Fact]
    public void Place_JoinedAnew_TakesEvenASmallOverlapOrHoleAtOnce()
    {
        var grid = new AudioGrid(48_000, Frame);
        grid.Place(0, 0, joined: false, out _);

        Assert.Null(grid.Place(400, 0, joined: true, out _));
        Assert.Equal(Frame + 600, grid.Place(Frame + 600, 0, joined: true, out _));
    }

    [Fact]
    public void Place_AnyTargets_GrowByAtLeastThreeQuartersOfAFrame() =>
        Gen.Select(Gen.Int[1, 2048], Gen.Select(Gen.Long[-200_000, 200_000], Gen.Bool).Array[0, 200]).Sample(input =>
        {
            var grid = new AudioGrid(48_000, input.Item1);
            var last = default(long?);
            foreach (var (target, joined) in input.Item2)
            {
                if (grid.Place(target, 0, joined, out _) is { } start)
                {
                    Assert.True(start >= 0);
                    Assert.True(last is not { } before || start - before >= input.Item1 - (input.Item1 / 4));
                    last = start;
                }
            }
        });
}
