using System.Net;
using Headwater.Plans;

namespace Headwater.Origin.Tests;

public sealed class GateTests
{
    private const string Playlist = "/out/v1/hlscmaf/index_v0.m3u8";

    [Fact]
    public async Task Endpoint_ThatDoesNotOriginate_IsNotThere()
    {
        await using var origin = await OriginFixture.StartAsync(change: plan => plan with { Origination = false, AllowedCidrs = ["10.0.0.0/8"] });

        Assert.Equal(404, (await origin.AskAsync(Playlist)).Status);
    }

    [Theory]
    [InlineData("203.0.113.7", 200)]
    [InlineData("::ffff:203.0.113.7", 200)]
    [InlineData("2001:db8::1", 200)]
    [InlineData("203.0.114.7", 403)]
    [InlineData("2001:db9::1", 403)]
    [InlineData(null, 403)]
    public async Task Address_OutsideTheBlocks_IsForbidden(string? address, int status)
    {
        await using var origin = await OriginFixture.StartAsync(change: plan => plan with { AllowedCidrs = ["203.0.113.0/24", "2001:db8::/32"] });

        Assert.Equal(status, (await origin.AskFromAsync(address is null ? null : IPAddress.Parse(address), Playlist)).Status);
    }

    [Theory]
    [InlineData("secret-one", 200)]
    [InlineData("secret-two", 200)]
    [InlineData("secret", 403)]
    [InlineData("SECRET-ONE", 403)]
    [InlineData("", 403)]
    [InlineData(null, 403)]
    public async Task Request_WithoutAKnownIdentifier_IsForbidden(string? identifier, int status)
    {
        await using var origin = await OriginFixture.StartAsync(change: plan => plan with { CdnIdentifiers = ["secret-one", "secret-two"] });

        var answer = await (identifier is null ? origin.AskAsync(Playlist) : origin.AskAsync(Playlist, "GET", ("X-MediaPackage-CDNIdentifier", identifier)));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Answers_OfEveryClass_AreCounted()
    {
        await using var origin = await OriginFixture.StartAsync();
        var whole = await origin.AskAsync(Playlist);
        var tag = whole.Headers.ETag.ToString();
        await origin.AskAsync(Playlist, "HEAD");
        await origin.AskAsync(Playlist, "GET", ("If-None-Match", tag));
        var missing = await origin.AskAsync("/out/v1/hlscmaf/index_v9.m3u8");

        var seen = origin.Catalog.Find("hlscmaf")!.Egress.Observe();

        Assert.Equal(new EgressObservation(whole.Body.Length + missing.Body.Length, 2, 1, 1, 0, TimeSpan.Zero), seen);
        Assert.Equal(new EgressObservation(0, 0, 0, 0, 0, TimeSpan.Zero), origin.Catalog.Find("dash")!.Egress.Observe());
    }
}
