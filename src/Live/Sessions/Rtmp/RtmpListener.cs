using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Headwater.Live.Channels;
using Microsoft.Extensions.Logging;

namespace Headwater.Live.Sessions.Rtmp;

/// <summary>Accepts RTMP or RTMPS connections on one address and runs a session for each.</summary>
public sealed partial class RtmpListener : IAsyncDisposable
{
    private const int ReadBytes = 16 << 10;
    private static readonly TimeSpan AcceptRetry = TimeSpan.FromMilliseconds(250);
    private readonly ChannelHub _hub;
    private readonly RtmpOptions _options;
    private readonly X509Certificate2? _certificate;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _sessions = [];
    private readonly Task _accepting;
    private bool _disposed;

    private RtmpListener(IPEndPoint address, ChannelHub hub, RtmpOptions options, X509Certificate2? certificate, TimeProvider clock, ILogger logger)
    {
        _hub = hub;
        _options = options;
        _certificate = certificate;
        _clock = clock;
        _logger = logger;
        _listener = new TcpListener(address);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            _listener.Server.DualMode = address.Address.Equals(IPAddress.IPv6Any);
        }

        _listener.Start(backlog: 1024);
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens; the port is the real one when 0 was asked for.</summary>
    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>How many connections there are.</summary>
    public int Connections
    {
        get
        {
            lock (_gate)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>Starts listening.</summary>
    /// <param name="address">Address and port; port 0 takes a free one.</param>
    /// <param name="hub">Who may publish what.</param>
    /// <param name="options">Deadlines and bounds.</param>
    /// <param name="certificate">Makes it RTMPS; borrowed until disposal. Null for RTMP.</param>
    /// <param name="clock">The only clock.</param>
    /// <param name="logger">Where events go.</param>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    public static RtmpListener Start(
        IPEndPoint address, ChannelHub hub, RtmpOptions options, X509Certificate2? certificate, TimeProvider clock, ILogger logger) =>
        new(address, hub, options, certificate, clock, logger);

    /// <summary>Stops accepting, ends every session and waits for them.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        Task[] running;
        lock (_gate)
        {
            running = [.. _sessions];
        }

        await Task.WhenAll(running);
        _stopping.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            }
            catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException fault)
            {
                // Such as no descriptor being left: without a pause this loop would take the processor too.
                Log.AcceptFailed(_logger, Address, fault.Message);
                await Task.Delay(AcceptRetry, _clock, _stopping.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
                continue;
            }

            Begin(client);
        }
    }

    private void Begin(TcpClient client)
    {
        lock (_gate)
        {
            if (_sessions.Count >= _options.MaximumConnections)
            {
                Log.Full(_logger, Address, _options.MaximumConnections);
                client.Dispose();
                return;
            }

            var session = Task.Run(() => ServeAsync(client));
            _sessions.Add(session);
            session.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Forget(Task session)
    {
        lock (_gate)
        {
            _sessions.Remove(session);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var remote = Address;
            try
            {
                client.NoDelay = true;
                remote = (IPEndPoint)client.Client.RemoteEndPoint!;
                await using Stream stream = _certificate is null ? client.GetStream() : await SecureAsync(client.GetStream());
                var transport = new StreamTransport(stream);
                await using var session = new RtmpSession(transport, remote, _hub, _options, _clock, _logger);
                await session.RunAsync(_stopping.Token);
            }
            catch (Exception fault) when (fault is IOException or SocketException or System.Security.Authentication.AuthenticationException)
            {
                Log.NotSecured(_logger, remote, fault.Message);
            }
            catch (OperationCanceledException)
            {
                Log.NotSecured(_logger, remote, _stopping.IsCancellationRequested ? "the server stops" : $"no TLS handshake within {_options.HandshakeDeadline.TotalSeconds:0} s");
            }
#pragma warning disable CA1031 // The loop's edge: one session's bug ends that session, is told as a bug, and no other.
            catch (Exception bug)
            {
                Log.Failed(_logger, bug);
            }
#pragma warning restore CA1031
        }
    }

    private async Task<SslStream> SecureAsync(NetworkStream plain)
    {
        var secured = new SslStream(plain, leaveInnerStreamOpen: false);
        using var deadline = new CancellationTokenSource(_options.HandshakeDeadline, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, deadline.Token);
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, either.Token);
        return secured;
    }

    /// <summary>A stream as a duplex pipe that holds one buffer while it waits: waiting without one would cost each message a second system call.</summary>
    private sealed class StreamTransport(Stream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: ReadBytes, leaveOpen: true));

        public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }

    private static partial class Log
    {
        [LoggerMessage(3221, LogLevel.Warning, "{Address}: a connection could not be accepted: {Reason}")]
        public static partial void AcceptFailed(ILogger logger, IPEndPoint address, string reason);

        [LoggerMessage(3222, LogLevel.Warning, "{Address}: closed a connection at once: {Maximum} connections are open")]
        public static partial void Full(ILogger logger, IPEndPoint address, int maximum);

        [LoggerMessage(3223, LogLevel.Information, "{Peer}: a connection ended before it spoke: {Reason}")]
        public static partial void NotSecured(ILogger logger, IPEndPoint peer, string reason);

        [LoggerMessage(3224, LogLevel.Error, "an RTMP session failed by a fault of ours")]
        public static partial void Failed(ILogger logger, Exception bug);
    }
}
