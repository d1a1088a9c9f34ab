using Headwater.Views.Tests.Support;

namespace Headwater.Origin.Tests;

/// <summary>Start-over and time delay as positions in the log.</summary>
public sealed class TimeShiftTests
{
    private const string Root = "/out/v1/hlscmaf/";
    private const long Epoch = LogShape.Epoch;

    [Theory]
    [InlineData("index_v0.m3u8?start=1700000005", 200, true, false)]
    [InlineData("index_v0.m3u8?start=2023-11-14T22:13:25Z", 200, true, false)]
    [InlineData("index_v0.m3u8?start=2023-11-14T23:13:25%2B01:00", 200, true, false)]
    [InlineData("index_v0.m3u8?start=2023-11-14T23:13:25+01:00", 200, true, false)]
    [InlineData("index_v0.m3u8?start=1700000005&end=1700000011", 200, true, true)]
    [InlineData("index_v0.m3u8?start=1700000005&end=1700009011", 200, true, false)]
    [InlineData("start/1700000005/end/1700000011/index_v0.m3u8", 200, true, true)]
    [InlineData("start/1700000005/index_v0.m3u8", 200, true, false)]
    [InlineData("index_v0.m3u8?end=1700000011", 200, false, false)]
    [InlineData("index_v0.m3u8", 200, false, false)]
    [InlineData("index_v0.m3u8?start=1700000011&end=1700000005", 404, false, false)]
    [InlineData("index_v0.m3u8?start=1700000011&end=1700000011", 404, false, false)]
    [InlineData("index_v0.m3u8?start=1690000000", 404, false, false)]
    [InlineData("index_v0.m3u8?start=1700009000", 404, false, false)]
    [InlineData("index_v0.m3u8?start=1700000005&end=1700090006", 404, false, false)]
    [InlineData("index_v0.m3u8?start=yesterday", 400, false, false)]
    public async Task StartOver_EachForm_FollowsTheRules(string file, int status, bool shifted, bool ended)
    {
        await using var origin = await OriginFixture.StartAsync(seconds: 40, change: plan => plan with { StartoverWindow = TimeSpan.FromMinutes(10) });

        var answer = await origin.AskAsync(Root + file);

        Assert.Equal(status, answer.Status);
        if (status == 200)
        {
            Assert.Equal(shifted, answer.Text.Contains($"#EXT-X-MEDIA-SEQUENCE:{1700000005 / 2}\n", StringComparison.Ordinal));
            Assert.Equal(ended, answer.Text.Contains("#EXT-X-ENDLIST", StringComparison.Ordinal));
            Assert.Equal(ended, answer.Text.Contains("#EXT-X-PLAYLIST-TYPE:VOD", StringComparison.Ordinal));
            Assert.Equal(shifted && !ended, answer.Text.Contains("#EXT-X-PLAYLIST-TYPE:EVENT", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task StartOver_Multivariant_HandsTheRangeToItsChildren()
    {
        await using var origin = await OriginFixture.StartAsync(change: plan => plan with { StartoverWindow = TimeSpan.FromMinutes(10) });

        var answer = await origin.AskAsync(Root + "index.m3u8?start=2023-11-14T23:13:25%2B01:00&end=1700000011");
        var child = answer.Uris.First();

        Assert.EndsWith("?start=2023-11-14T23%3A13%3A25%2B01%3A00&end=1700000011", child, StringComparison.Ordinal);
        Assert.Contains("#EXT-X-ENDLIST", (await origin.AskAsync(Root + child)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delay_OfAnEndpoint_HidesTheNewest()
    {
        await using var origin = await OriginFixture.StartAsync(seconds: 40, change: plan => plan with { TimeDelay = TimeSpan.FromSeconds(10) });

        var answer = await origin.AskAsync(Root + "index_v0.m3u8");
        var last = answer.Uris.Last();

        Assert.Equal($"index_v0_{((Epoch + 30) / 2) - 2}.mp4", last);
        Assert.Equal(200, (await origin.AskAsync(Root + last)).Status);
        Assert.Equal(404, (await origin.AskAsync(Root + $"index_v0_{((Epoch + 30) / 2) + 1}.mp4")).Status);
    }
}
