using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Headwater.Origin.Tests;

/// <summary>The same over a real server: what is announced is what is sent, and keep-alive survives every kind of answer.</summary>
public sealed class KestrelTests
{
    [Fact]
    public async Task Server_EveryKindOfAnswerOnOneConnection_IsWellFormed()
    {
        await using var origin = await OriginFixture.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Run(origin.Handler.HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var connection = new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false };
        using var client = new HttpClient(connection) { BaseAddress = new Uri(address) };
        (HttpMethod Method, string Path, string? Range, int Status)[] requests =
        [
            (HttpMethod.Get, "/out/v1/hlscmaf/index.m3u8", null, 200),
            (HttpMethod.Head, "/out/v1/hlscmaf/index.m3u8", null, 200),
            (HttpMethod.Get, "/out/v1/hlscmaf/index_v0_850000002.mp4", null, 200),
            (HttpMethod.Get, "/out/v1/hlscmaf/index_v0_850000002.mp4", "bytes=5-50", 206),
            (HttpMethod.Get, "/out/v1/hlscmaf/index_v0_850000002.mp4", "bytes=99999999-", 416),
            (HttpMethod.Head, "/out/v1/hlscmaf/index_v0_850000002.mp4", null, 200),
            (HttpMethod.Options, "/out/v1/hlscmaf/index.m3u8", null, 200),
            (HttpMethod.Get, "/out/v1/hlscmaf/none.m3u8", null, 404),
            (HttpMethod.Head, "/out/v1/hlscmaf/none.m3u8", null, 404),
            (HttpMethod.Get, "/out/v1/hlsts/index_v0_850000002.ts", null, 200),
            (HttpMethod.Get, "/out/v1/dash/index.mpd", null, 200),
        ];
        foreach (var (method, path, range, status) in requests)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Range = range is null ? null : RangeHeaderValue.Parse(range);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

            Assert.Equal((path, status), (path, (int)response.StatusCode));
            Assert.True(method != HttpMethod.Get || body.Length == response.Content.Headers.ContentLength);
        }
    }
}
