using CsCheck;

namespace Headwater.Foundation.Tests;

public sealed class MediaTimeTests
{
    [Theory]
    [InlineData(90_000, 90_000u, 1_000u, 1_000)]
    [InlineData(-1, 90_000u, 1_000u, -1)]
    [InlineData(1, 90_000u, 1_000u, 0)]
    [InlineData(long.MaxValue / 2, 2u, 1u, long.MaxValue / 4)]
    public void Rescale_RoundsTowardsMinusInfinity(long ticks, uint from, uint to, long expected) =>
        Assert.Equal(expected, new MediaTime(ticks, from).Rescale(to).Ticks);

    [Fact]
    public void Rescale_KeepsOrder() =>
        Gen.Select(Gen.Long[-1L << 50, 1L << 50], Gen.Long[0, 1 << 20], Gen.UInt[1, 192_000], Gen.UInt[1, 192_000])
            .Sample((ticks, more, from, to) =>
                new MediaTime(ticks, from).Rescale(to).Ticks <= new MediaTime(ticks + more, from).Rescale(to).Ticks);

    [Fact]
    public void FromUtc_AndBack_IsTheSameInstant()
    {
        var instant = new DateTimeOffset(2026, 11, 22, 17, 0, 0, 500, TimeSpan.Zero);

        Assert.Equal(instant, MediaTime.FromUtc(instant, 90_000).ToUtc());
    }
}
