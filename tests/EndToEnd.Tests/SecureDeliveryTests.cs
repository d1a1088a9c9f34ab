using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Headwater.EndToEnd.Tests.Support;

namespace Headwater.EndToEnd.Tests;

/// <summary>The HTTPS port answers clients that speak HTTP/2 and nothing else, with a certificate that the platform's own authority signed.</summary>
[Collection(StudioTests.Name)]
public sealed class SecureDeliveryTests(Studio studio)
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ladder-ll", "index_high.m3u8")]
    [InlineData("pass-ts", "index_video.m3u8")]
    public async Task Http2Client_OverTls_GetsPlaylistsAndSegments(string endpoint, string playlist)
    {
        using var authority = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(Path.Combine(studio.Platform.DataDirectory, "authority.pem"), _cancel));
        using var client = Client(authority);

        var manifest = await GetAsync(client, endpoint, "index.m3u8");
        Assert.StartsWith("#EXTM3U", await manifest.ReadAsStringAsync(_cancel), StringComparison.Ordinal);
        var listed = HlsPlaylist.Read(await (await GetAsync(client, endpoint, playlist)).ReadAsStringAsync(_cancel));
        var newest = listed.Segments.Last(segment => !segment.Gap);
        var secured = await (await GetAsync(client, endpoint, newest.Uri)).ReadAsByteArrayAsync(_cancel);

        Assert.Equal(await PlatformProcess.GetBytesAsync(studio.Platform.OriginUrl(endpoint, newest.Uri)), secured);
    }

    [Fact]
    public async Task ManyRequests_OverOneConnection_AreAnsweredSideBySide()
    {
        using var authority = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(Path.Combine(studio.Platform.DataDirectory, "authority.pem"), _cancel));
        using var client = Client(authority, connections: 1);
        var listed = await studio.Platform.SegmentsAsync("ladder-cmaf", "index_high.m3u8", 3, TimeSpan.FromSeconds(120));
        var segments = listed.Segments.Where(segment => !segment.Gap).TakeLast(3).ToList();

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async index =>
        {
            var uri = segments[index % segments.Count].Uri;
            return (uri, Length: (await (await GetAsync(client, "ladder-cmaf", uri)).ReadAsByteArrayAsync(_cancel)).Length);
        }));

        Assert.All(answers.GroupBy(answer => answer.uri), same => Assert.Single(same.Select(answer => answer.Length).Distinct()));
    }

    private async Task<HttpContent> GetAsync(HttpClient client, string endpoint, string file)
    {
        var url = $"https://127.0.0.1:{studio.Platform.PortOffset + Ports.Https}/out/v1/{endpoint}/{file}";
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var response = await client.SendAsync(request, _cancel);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{url}: {(int)response.StatusCode}\n{studio.Log()}");
        Assert.Equal(HttpVersion.Version20, response.Version);
        return response.Content;
    }

    private static HttpClient Client(X509Certificate2 authority, int connections = int.MaxValue) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        EnableMultipleHttp2Connections = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    })
    {
        Timeout = TimeSpan.FromSeconds(60),
    };
}
