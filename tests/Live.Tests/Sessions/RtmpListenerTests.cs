using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Headwater.Live.Sessions.Rtmp;
using Headwater.Live.Tests.Channels;

namespace Headwater.Live.Tests.Sessions;

/// <summary>Over real sockets on the loopback, each as short as it can be.</summary>
public sealed class RtmpListenerTests
{
    private const long BytesPerConnection = 48 << 10;
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_AThousandIdle_CostLittleAndAnotherPublishes()
    {
        await using var rig = await ChannelRig.OpenAsync();
        await using var listener = Start(rig);
        var idle = new List<TcpClient>();
        try
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            for (var connection = 0; connection < 1000; connection++)
            {
                var client = new TcpClient();
                idle.Add(client);
                await client.ConnectAsync(listener.Address, _cancel);
            }

            await rig.UntilAsync(() => listener.Connections == 1000);
            var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1000;
            Assert.True(each < BytesPerConnection, $"{each} bytes for each connection");

            await PublishAsync(rig, listener);
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Connections_BeyondTheMost_AreClosedAtOnce()
    {
        await using var rig = await ChannelRig.OpenAsync();
        await using var listener = RtmpListener.Start(new IPEndPoint(IPAddress.Loopback, 0), rig.Hub, new RtmpOptions { MaximumConnections = 1 }, null, rig.Clock, rig.Logger);
        using var first = await ConnectAsync(listener);
        await rig.UntilAsync(() => listener.Connections == 1);

        using var second = await ConnectAsync(listener);

        Assert.Equal(0, await second.GetStream().ReadAsync(new byte[1], _cancel));
        Assert.Equal(1, listener.Connections);
    }

    [Fact]
    public async Task Publish_OverTls_Works()
    {
        using var certificate = SelfSigned();
        await using var rig = await ChannelRig.OpenAsync();
        await using var listener = RtmpListener.Start(new IPEndPoint(IPAddress.Loopback, 0), rig.Hub, new RtmpOptions(), certificate, rig.Clock, rig.Logger);

        await PublishAsync(rig, listener, secured: true);
    }

    [Fact]
    public async Task Tls_ThatIsNotSpoken_EndsWithAReasonAndAtTheDeadline()
    {
        using var certificate = SelfSigned();
        await using var rig = await ChannelRig.OpenAsync();
        await using var listener = RtmpListener.Start(new IPEndPoint(IPAddress.Loopback, 0), rig.Hub, new RtmpOptions(), certificate, rig.Clock, rig.Logger);
        using var plain = await ConnectAsync(listener);
        await plain.GetStream().WriteAsync(new Publisher().Open().Take(), _cancel);
        using var silent = await ConnectAsync(listener);
        await rig.UntilAsync(() => rig.Logger.Lines.Count == 1);

        // The one that is silent may not have been accepted yet.
        await rig.AdvanceUntilAsync(() => rig.Logger.Lines.Count == 2 && listener.Connections == 0);

        Assert.EndsWith("no TLS handshake within 10 s", rig.Logger.Lines[1], StringComparison.Ordinal);
        Assert.Contains($":{((IPEndPoint)silent.Client.LocalEndPoint!).Port}: ", rig.Logger.Lines[1], StringComparison.Ordinal);
        Assert.Empty(rig.Logger.Errors);
    }

    [Fact]
    public async Task Publisher_ThatResets_EndsOrdinarilyAndFreesTheInput()
    {
        await using var rig = await ChannelRig.OpenAsync();
        await using var listener = Start(rig);
        using (var client = await ConnectAsync(listener))
        {
            await OpenAsync(client.GetStream());
            client.LingerState = new LingerOption(true, 0);
        }

        await rig.UntilAsync(() => listener.Connections == 0);

        Assert.Null(rig.Channel.Publisher);
        Assert.Empty(rig.Logger.Errors);
    }

    [Fact]
    public async Task Peer_ThatNeverReads_IsClosedThoughItsSocketIsFull()
    {
        await using var rig = await ChannelRig.OpenAsync();
        await using var listener = Start(rig);
        using var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(listener.Address, _cancel);
        var pings = new Publisher();
        for (var ping = 0; ping < 20_000; ping++)
        {
            pings.Ping();
        }

        var flood = pings.Take();
        await client.GetStream().WriteAsync(new Publisher().Handshake().Connect().Take(), _cancel);
        var sending = Task.Run(
            async () =>
            {
                while (true)
                {
                    await client.GetStream().WriteAsync(flood, _cancel);
                }
            },
            _cancel);

        await rig.AdvanceUntilAsync(() => rig.Logger.Lines.Count > 0 && listener.Connections == 0);

        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        Assert.Empty(rig.Logger.Errors);
    }

    [Fact]
    public async Task Dispose_WhileSessionsRun_EndsThemAll()
    {
        await using var rig = await ChannelRig.OpenAsync();
        var listener = Start(rig);
        using var publisher = await ConnectAsync(listener);
        await OpenAsync(publisher.GetStream());
        await publisher.GetStream().WriteAsync(new Publisher().VideoConfig().Picture(0, key: true).Take(), _cancel);
        using var idle = await ConnectAsync(listener);
        await rig.UntilAsync(() => listener.Connections == 2 && rig.Channel.TimelineCounters.Samples == 1);

        await listener.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1), _cancel);
        await listener.DisposeAsync();

        Assert.Equal(2, rig.Logger.Lines.Count(line => line.EndsWith("the server stops", StringComparison.Ordinal)));
        Assert.Single(rig.Track("video").Fragments);
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(listener.Address));
    }

    private static RtmpListener Start(ChannelRig rig) => RtmpListener.Start(new IPEndPoint(IPAddress.Loopback, 0), rig.Hub, new RtmpOptions(), null, rig.Clock, rig.Logger);

    private Task<TcpClient> ConnectAsync(RtmpListener listener) => ConnectAsync(listener.Address);

    private async Task<TcpClient> ConnectAsync(IPEndPoint address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address, _cancel);
        return client;
    }

    private async Task PublishAsync(ChannelRig rig, RtmpListener listener, bool secured = false)
    {
        using var client = await ConnectAsync(listener);
        await using Stream stream = secured
            ? new SslStream(client.GetStream(), false, static (_, certificate, _, _) => certificate?.Subject == "CN=localhost")
            : client.GetStream();
        if (stream is SslStream tls)
        {
            await tls.AuthenticateAsClientAsync("localhost");
        }

        await OpenAsync(stream);
        await stream.WriteAsync(new Publisher().VideoConfig().Picture(0, key: true).Picture(40, key: false).Picture(1000, key: true).Take(), _cancel);
        await rig.UntilAsync(() => rig.Log.Snapshot.FindTrack("video")?.Fragments.Count > 0);
    }

    /// <summary>Publishes up to the server's consent.</summary>
    private async Task OpenAsync(Stream stream)
    {
        await stream.WriteAsync(new Publisher().Open().Take(), _cancel);
        var heard = new MemoryStream();
        var buffer = new byte[8192];
        while (!Encoding.Latin1.GetString(heard.ToArray()).Contains("NetStream.Publish.Start", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _cancel).AsTask().WaitAsync(TimeSpan.FromMinutes(1), _cancel);
            Assert.NotEqual(0, read);
            heard.Write(buffer, 0, read);
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
