using System.Globalization;
using System.Text.Json;
using CsCheck;
using Headwater.Plans;
using Headwater.Views.Tests.Support;

namespace Headwater.Origin.Tests;

public sealed class OriginHandlerTests
{
    private const string Ts = "/out/v1/hlsts/";
    private const string Cmaf = "/out/v1/hlscmaf/";
    private const string Dash = "/out/v1/dash/";
    private static readonly long First = OriginFixture.First;

    public static TheoryData<string, int> Refusals => new()
    {
        { "/out/v1/nowhere/index.m3u8", 404 },
        { "/out/v1/hlscmaf", 404 },
        { "/out/v1/hlscmaf/", 404 },
        { "/elsewhere/hlscmaf/index.m3u8", 404 },
        { Cmaf + "other.m3u8", 404 },
        { Cmaf + "index.mpd", 404 },
        { Dash + "index.m3u8", 404 },
        { Cmaf + "index_v9.m3u8", 404 },
        { Cmaf + "index_v0_init7.mp4", 404 },
        { Cmaf + $"index_v0_{First + 500}.mp4", 404 },
        { Cmaf + $"index_v0_{First - 500}.mp4", 404 },
        { Cmaf + $"index_v0_{First}.ts", 404 },
        { Cmaf + $"index_v0_0{First}.mp4", 404 },
        { Cmaf + $"index_v0_+{First}.mp4", 404 },
        { Cmaf + $"index_v0_{First}.0.mp4", 404 },
        { Cmaf + "index_v0_9223372036854775807.mp4", 404 },
        { Cmaf + "index_v0_9223372036854775808.mp4", 404 },
        { "/out/v1/lowlatencyhls/index_v0_9223372036854775807.0.mp4", 404 },
        { "/out/v1/lowlatencyhls/index_v0_9223372036854775807.2147483647.mp4", 404 },
        { Dash + "index_v0_t9223372036854775807.mp4", 404 },
        { Cmaf + "index_v0_iframes.m3u8", 404 },
        { Cmaf + "index.m3u8?start=abc", 400 },
        { Cmaf + "index.m3u8?start=1&end=-5", 400 },
        { Cmaf + "index.m3u8?start=2023-13-40T00:00:00Z", 400 },
        { Cmaf + "index_v0.m3u8?_HLS_part=1", 400 },
        { Cmaf + "index_v0.m3u8?_HLS_msn=x", 400 },
        { Cmaf + "index_v0.m3u8?_HLS_msn=99999999999999999999", 400 },
        { Cmaf + "index_v0.m3u8?_HLS_skip=maybe", 400 },
        { Cmaf + "start/1/stop/2/index.m3u8", 404 },
        { Cmaf + "start//index.m3u8", 404 },
        { Cmaf + "index.m3u8?start=1700000005", 404 },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Request_NotToBeAnswered_IsRefusedInJson(string url, int status)
    {
        await using var origin = await OriginFixture.StartAsync();

        var answer = await origin.AskAsync(url);

        Assert.Equal(status, answer.Status);
        Assert.Equal("application/json", answer.Headers.ContentType);
        Assert.Equal("max-age=1", answer.Headers.CacheControl);
        Assert.NotEmpty(JsonDocument.Parse(answer.Body).RootElement.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Request_AnyPathAndQuery_IsNeverAFault()
    {
        await using var origin = await OriginFixture.StartAsync(seconds: 6);
        string[] words = ["index", "_v0", "_a0", "_", ".m3u8", ".mpd", ".mp4", ".ts", ".aac", "_init", "_t", "_i", "0", "1", "850000000", "850000002", "-1", "9223372036854775807", "99999999999999999999", ".", "/", "start", "end", "%", "é", "1700000001", "153000000000000"];
        string[] queries = ["start", "end", "_HLS_part", "_HLS_skip", "m", "=", "&", "YES", "0", "1", "1700000001", "99999999999", "2023-11-14T22:13:21Z", "9999-12-31T23:59:59-14:00", "-", "%"];
        var path = Gen.Int[0, words.Length - 1].Select(index => words[index]).Array[0, 8].Select(string.Concat);
        var query = Gen.Int[0, queries.Length - 1].Select(index => queries[index]).Array[0, 8].Select(string.Concat);
        var package = Gen.Int[0, 3].Select(index => Enum.GetValues<PackageKind>()[index].ToString().ToLowerInvariant());
        await Gen.Select(package, path, query).SampleAsync(
            async (endpoint, rest, asked) =>
            {
                var answer = await origin.AskAsync($"/out/v1/{endpoint}/{rest}?{asked}");
                Assert.True(answer.Status is 200 or 400 or 404, $"{answer.Status} {answer.Text}");
            },
            iter: 3000, threads: 1);
    }

    [Theory]
    [InlineData(Ts, "index.m3u8", "application/x-mpegURL", "max-age=1")]
    [InlineData(Ts, "index_v0.m3u8", "application/x-mpegURL", "max-age=1")]
    [InlineData(Dash, "index.mpd", "application/dash+xml", "max-age=1")]
    [InlineData("/out/v1/lowlatencyhls/", "index_v0.m3u8", "application/x-mpegURL", "max-age=1")]
    [InlineData(Ts, "index_v0_850000003.ts", "video/MP2T", "max-age=1209600")]
    [InlineData(Cmaf, "index_v0_850000003.mp4", "video/mp4", "max-age=1209600")]
    [InlineData(Cmaf, "index_v0_HEADER.mp4", "video/mp4", "max-age=1209600")]
    [InlineData("/out/v1/lowlatencyhls/", "index_v0_850000003.1.mp4", "video/mp4", "max-age=1209600")]
    public async Task Answer_OfEachKind_HasItsTypeLifetimeAndCors(string endpoint, string file, string type, string lifetime)
    {
        await using var origin = await OriginFixture.StartAsync();

        file = await origin.WithHeaderAsync(file);
        var answer = await origin.AskAsync(endpoint + file, "GET", ("Origin", "https://player.example"));
        var again = await origin.AskAsync(endpoint + file, "GET", ("Origin", "https://player.example"));
        var head = await origin.AskAsync(endpoint + file, "HEAD");
        var known = await origin.AskAsync(endpoint + file, "GET", ("If-None-Match", $"\"other\", W/{answer.Headers.ETag}"));

        Assert.Equal((200, type, lifetime), (answer.Status, answer.Headers.ContentType.ToString(), answer.Headers.CacheControl.ToString()));
        Assert.Equal(answer.Body.Length, answer.Headers.ContentLength);
        Assert.Equal(answer.Body, again.Body);
        Assert.Equal("https://player.example", answer.Headers.AccessControlAllowOrigin);
        Assert.Equal("true", answer.Headers.AccessControlAllowCredentials);
        Assert.Equal("OPTIONS,GET,HEAD", answer.Headers.AccessControlAllowMethods);
        Assert.Equal(("*", "Origin"), (head.Headers.AccessControlAllowOrigin.ToString(), head.Headers.Vary.ToString()));
        Assert.Equal((200, answer.Headers.ContentLength, 0), (head.Status, head.Headers.ContentLength, head.Body.Length));
        Assert.Equal((304, 0), (known.Status, known.Body.Length));
    }

    [Fact]
    public async Task Manifest_LongerSegments_LivesHalfASegment()
    {
        await using var origin = await OriginFixture.StartAsync(change: plan => plan with { SegmentDuration = TimeSpan.FromSeconds(6) });

        var answer = await origin.AskAsync(Cmaf + "index_v0.m3u8");

        Assert.Equal("max-age=3", answer.Headers.CacheControl);
        Assert.Equal((LogShape.Epoch / 6 + 4).ToString(CultureInfo.InvariantCulture), answer.Headers["X-MediaPackage-Manifest-Last-Sequence"]);
    }

    [Theory]
    [InlineData("OPTIONS", 200)]
    [InlineData("POST", 405)]
    [InlineData("PUT", 405)]
    [InlineData("DELETE", 405)]
    public async Task Method_OtherThanReading_IsAnsweredByRule(string method, int status)
    {
        await using var origin = await OriginFixture.StartAsync(seconds: 3);

        var answer = await origin.AskAsync(Cmaf + "index.m3u8", method);

        Assert.Equal(status, answer.Status);
        Assert.Equal("OPTIONS,GET,HEAD", answer.Headers.AccessControlAllowMethods);
    }

    [Theory]
    [InlineData("hlsts")]
    [InlineData("hlscmaf")]
    [InlineData("lowlatencyhls")]
    public async Task Playlists_EveryAddressTheyName_IsServed(string endpoint)
    {
        await using var origin = await OriginFixture.StartAsync(change: plan => plan with { IFrameStreams = true });
        var root = $"/out/v1/{endpoint}/";
        var multivariant = await origin.AskAsync(root + "index.m3u8");
        var lists = multivariant.Uris.Concat(Quoted(multivariant.Text)).Where(uri => uri.EndsWith(".m3u8", StringComparison.Ordinal)).Distinct().ToList();
        Assert.NotEmpty(lists);
        foreach (var list in lists)
        {
            var playlist = await origin.AskAsync(root + list);
            Assert.Equal(200, playlist.Status);
            var hinted = playlist.Text.Split('\n').FirstOrDefault(line => line.StartsWith("#EXT-X-PRELOAD-HINT", StringComparison.Ordinal));
            foreach (var uri in playlist.Uris.Concat(Quoted(playlist.Text)).Where(uri => hinted?.Contains(uri, StringComparison.Ordinal) != true))
            {
                Assert.Equal((uri, 200), (uri, (await origin.AskAsync(root + uri)).Status));
            }
        }
    }

    [Fact]
    public async Task Segment_Expired_IsGoneAndNotTorn()
    {
        await using var origin = await OriginFixture.StartAsync(seconds: 60, append: 20, retention: TimeSpan.FromSeconds(30));
        var expired = 0;
        var known = new Dictionary<long, byte[]>();
        do
        {
            for (var number = First; number < First + 30; number++)
            {
                var answer = await origin.AskAsync(Ts + $"index_v0_{number}.ts");
                if (answer.Status == 200)
                {
                    Assert.Equal(known.GetValueOrDefault(number, answer.Body), answer.Body);
                    known[number] = answer.Body;
                }
                else
                {
                    Assert.Equal(404, answer.Status);
                    expired += known.ContainsKey(number) ? 1 : 0;
                }
            }
        }
        while (await origin.AppendAsync(20));
        Assert.True(expired > 0 && known.Count > 10);
    }

    [Fact]
    public async Task Log_Closed_IsServiceUnavailableAndNoFault()
    {
        var origin = await OriginFixture.StartAsync(append: 40);
        var waiting = origin.AskAsync($"/out/v1/lowlatencyhls/index_v0.m3u8?_HLS_msn={await LastAsync(origin) + 1}");
        await origin.DisposeAsync();

        Assert.Equal(503, (await waiting).Status);
    }

    internal static async Task<long> LastAsync(OriginFixture origin) => long.Parse(
        (await origin.AskAsync("/out/v1/lowlatencyhls/index_v0.m3u8")).Headers["X-MediaPackage-Manifest-Last-Sequence"].ToString(), CultureInfo.InvariantCulture);

    private static IEnumerable<string> Quoted(string text) =>
        text.Split("URI=\"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]);
}
