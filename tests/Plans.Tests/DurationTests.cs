using CsCheck;

namespace Headwater.Plans.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", 5_000_000)]
    [InlineData("0s", 0)]
    [InlineData("2s", 20_000_000)]
    [InlineData("1.5s", 15_000_000)]
    [InlineData("0.0001ms", 1)]
    [InlineData("10m", 6_000_000_000)]
    [InlineData("24h", 864_000_000_000)]
    [InlineData("14d", 12_096_000_000_000)]
    [InlineData("1000d", 864_000_000_000_000)]
    public void TryRead_ANumberWithAUnit_IsThatLong(string text, long ticks)
    {
        Assert.True(Duration.TryRead(text, out var duration));

        Assert.Equal(ticks, duration.Ticks);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("2")]
    [InlineData("-2s")]
    [InlineData("2 s")]
    [InlineData(" 2s")]
    [InlineData("2S")]
    [InlineData("1e3s")]
    [InlineData("1,5s")]
    [InlineData("2s\n")]
    [InlineData("NaNs")]
    [InlineData("1000.1d")]
    [InlineData("99999999999999999999999999d")]
    [InlineData("79228162514264337593543950335ms")]
    [InlineData("00:00:02")]
    public void TryRead_AnythingElse_IsRefused(string? text) => Assert.False(Duration.TryRead(text, out _));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(5_000_000, "500ms")]
    [InlineData(15_000_000, "1500ms")]
    [InlineData(600_000_000, "1m")]
    [InlineData(36_000_000_000, "1h")]
    [InlineData(1_728_000_000_000, "2d")]
    [InlineData(1, "0.0001ms")]
    public void Write_ASpan_TakesTheLargestWholeUnit(long ticks, string text) => Assert.Equal(text, Duration.Write(new TimeSpan(ticks)));

    [Fact]
    public void Write_AnySpan_ReadsBack() =>
        Gen.Long[0, TimeSpan.TicksPerDay * 1000].Sample(ticks =>
            Assert.True(Duration.TryRead(Duration.Write(new TimeSpan(ticks)), out var read) && read.Ticks == ticks));

    [Fact]
    public void TryRead_AnyText_DoesNotThrow() =>
        Gen.String[Gen.Char["0123456789.,+-eE msdh\n"], 0, 40].Sample(text => { Duration.TryRead(text, out _); });
}
