namespace Headwater.Origin.Tests;

/// <summary>RFC 8216bis, 6.2.5.2: playlists and parts that are asked for before they exist.</summary>
public sealed class BlockingReloadTests
{
    private const string Root = "/out/v1/lowlatencyhls/";

    [Fact]
    public async Task Playlist_PartOfTheFuture_IsAnsweredAsSoonAsItIsThere()
    {
        await using var origin = await OriginFixture.StartAsync(append: 40);
        var number = await OriginHandlerTests.LastAsync(origin);
        for (var part = 0; part < 8; part++)
        {
            var url = $"{Root}index_v0.m3u8?_HLS_msn={number + 1}&_HLS_part={part % 4}";
            number += part % 4 == 3 ? 1 : 0;
            var waiting = origin.AskAsync(url);
            var held = 0;
            while (!waiting.IsCompleted)
            {
                Assert.True(await origin.AppendAsync(), "the log ended and the answer did not come");
                await Task.Yield();
                held++;
                if (Listed(await origin.AskAsync(Root + "index_v0.m3u8"), url))
                {
                    await waiting;
                }
            }

            var answer = await waiting;
            Assert.Equal(200, answer.Status);
            Assert.True(Listed(answer, url), answer.Text);
            Assert.True(held > 0 || part > 0);
        }
    }

    [Theory]
    [InlineData(-20, null, 200)]
    [InlineData(0, 0, 200)]
    [InlineData(-1, 3, 200)]
    [InlineData(3, null, 400)]
    [InlineData(3, 0, 400)]
    [InlineData(1_000_000, 0, 400)]
    public async Task Playlist_PastOrFarAhead_IsAnsweredAtOnce(int ahead, int? part, int status)
    {
        await using var origin = await OriginFixture.StartAsync();
        var number = await OriginHandlerTests.LastAsync(origin) + ahead;

        var asking = origin.AskAsync($"{Root}index_v0.m3u8?_HLS_msn={number}{(part is { } index ? $"&_HLS_part={index}" : "")}");

        Assert.True(asking.IsCompleted);
        Assert.Equal(status, (await asking).Status);
    }

    [Fact]
    public async Task Playlist_StreamStandsStill_IsUnavailableAfterThreeTargets()
    {
        await using var origin = await OriginFixture.StartAsync();
        var waiting = origin.AskAsync($"{Root}index_v0.m3u8?_HLS_msn={await OriginHandlerTests.LastAsync(origin) + 1}");

        origin.Clock.Advance(TimeSpan.FromSeconds(5.9));
        Assert.False(waiting.IsCompleted);
        origin.Clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(503, (await waiting).Status);
    }

    [Fact]
    public async Task Playlist_StreamEnds_IsAnsweredWithItsEnd()
    {
        await using var origin = await OriginFixture.StartAsync(seconds: 8, append: 20, ends: true);
        var waiting = origin.AskAsync($"{Root}index_v0.m3u8?_HLS_msn={await OriginHandlerTests.LastAsync(origin) + 2}");
        Assert.False(waiting.IsCompleted);
        await origin.AppendAsync(int.MaxValue);

        Assert.Equal(200, (await waiting).Status);
        Assert.Contains("#EXT-X-ENDLIST", (await origin.AskAsync(Root + "index_v0.m3u8?_HLS_msn=999999999999")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Part_Hinted_IsHeldUntilItExists()
    {
        await using var origin = await OriginFixture.StartAsync(append: 41);
        for (var times = 0; times < 6; times++)
        {
            var text = (await origin.AskAsync(Root + "index_v0.m3u8")).Text;
            var hint = text.Split("PRELOAD-HINT:TYPE=PART,URI=\"")[1].Split('"')[0];
            var waiting = origin.AskAsync(Root + hint);
            Assert.False(waiting.IsCompleted);
            while (!(await origin.AskAsync(Root + "index_v0.m3u8")).Text.Contains($"URI=\"{hint}\",", StringComparison.Ordinal)
                && !(await origin.AskAsync(Root + "index_v0.m3u8")).Text.Contains($"URI=\"{hint}\"\n#EXT-X-PR", StringComparison.Ordinal))
            {
                Assert.True(await origin.AppendAsync());
            }

            var part = await waiting;
            Assert.Equal(200, part.Status);
            Assert.Equal(part.Body, (await origin.AskAsync(Root + hint)).Body);
        }
    }

    [Fact]
    public async Task Playlist_DeltaAskedFor_SkipsWhatIsOldAndEqualsTheWhole()
    {
        await using var origin = await OriginFixture.StartAsync(seconds: 60, change: plan => plan with { Window = TimeSpan.FromSeconds(40) });

        var whole = await origin.AskAsync(Root + "index_v0.m3u8");
        var delta = await origin.AskAsync(Root + "index_v0.m3u8?_HLS_skip=YES");

        var skipped = int.Parse(delta.Text.Split("#EXT-X-SKIP:SKIPPED-SEGMENTS=")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(skipped > 0);
        Assert.Equal(whole.Uris.Skip(skipped), delta.Uris);
        Assert.DoesNotContain("#EXT-X-SKIP", whole.Text, StringComparison.Ordinal);
    }

    private static bool Listed(OriginFixture.Answer answer, string url)
    {
        var (number, part) = (url.Split("_HLS_msn=")[1].Split('&')[0], url.Split("_HLS_part=")[1]);
        var next = (long.Parse(number, System.Globalization.CultureInfo.InvariantCulture) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return answer.Text.Split('\n').Any(line => line.StartsWith("#EXT-X-PART:", StringComparison.Ordinal)
            && (line.Contains($"_{number}.{part}.mp4", StringComparison.Ordinal) || line.Contains($"_{next}.0.mp4", StringComparison.Ordinal)));
    }
}
