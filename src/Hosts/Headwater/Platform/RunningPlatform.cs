using System.Collections.Immutable;
using System.Net;
using Headwater.Hosts.Web;
using Headwater.Live.Channels;
using Headwater.Live.Sessions.Rtmp;
using Headwater.Log;
using Headwater.Origin;
using Headwater.Plans;
using Headwater.Storage.Files;
using Headwater.Transcoder.Ffmpeg;

namespace Headwater.Hosts.Platform;

/// <summary>One platform, started whole and stopped in order: no new publishers, sessions end, channels write what they hold, HTTP stops, logs close.</summary>
public sealed class RunningPlatform : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly ILoggerFactory _loggers;

    private RunningPlatform(PlatformOptions options, PlatformPlan plan, ILoggerFactory loggers)
    {
        Options = options;
        Plan = plan;
        _loggers = loggers;
    }

    /// <summary>How it runs.</summary>
    public PlatformOptions Options { get; }

    /// <summary>What it runs.</summary>
    public PlatformPlan Plan { get; }

    /// <summary>Its channels.</summary>
    public ChannelHub Hub { get; } = new();

    /// <summary>Its endpoints.</summary>
    public OriginCatalog Catalog { get; } = new();

    /// <summary>Whether every port answers and nothing has begun to stop.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Alerts of the logs, newest last; at most a hundred.</summary>
    public ImmutableQueue<string> Alerts { get; private set; } = [];

    /// <summary>Starts a platform; when it returns, every port answers.</summary>
    /// <exception cref="IOException">A port is taken, or the data directory cannot be used; the message says which.</exception>
    public static async Task<RunningPlatform> StartAsync(
        PlatformOptions options, PlatformPlan plan, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var platform = new RunningPlatform(options, plan, loggers);
        try
        {
            await platform.StartAsync(clock, cancellationToken);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>The URL of an endpoint's manifest.</summary>
    public string UrlOf(EndpointPlan endpoint)
    {
        var extension = endpoint.Package == PackageKind.Dash ? "mpd" : "m3u8";
        return $"http://{Options.UrlHost}:{Options.PortOf(Options.HttpPort)}/out/v1/{endpoint.Id}/{endpoint.ManifestName}.{extension}";
    }

    /// <summary>The URL that a channel's publisher pushes to.</summary>
    public string UrlOf(ChannelPlan channel) =>
        $"rtmp://{Options.UrlHost}:{Options.PortOf(Options.RtmpPort)}/{channel.Input.StreamName}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        IsReady = false;
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Options.DataDirectory);
        var transcoder = new FfmpegTranscoder(new FfmpegOptions { Executable = Options.Ffmpeg }, _loggers.CreateLogger<FfmpegTranscoder>());
        var channels = new Dictionary<string, ChannelPipeline>(StringComparer.Ordinal);
        var logs = new List<MediaLog>();
        foreach (var plan in Plan.Channels)
        {
            var log = await OpenLogAsync(plan, clock, cancellationToken);
            logs.Add(log);
            channels.Add(plan.Id, new ChannelPipeline(plan, log, transcoder, clock, _loggers.CreateLogger<ChannelPipeline>()));
        }

        // Pushed first, stopped last.
        foreach (var log in logs)
        {
            _parts.Push(log);
        }

        Hub.Publish(channels.Values);
        Catalog.Publish(Plan.Endpoints.Select(endpoint =>
            new OriginEndpoint(endpoint, channels[endpoint.ChannelId].Plan.PartDuration, channels[endpoint.ChannelId].Log)));
        var certificate = LocalAuthority.Certificate(Options.DataDirectory, ["localhost", "*.localhost", "127.0.0.1", "::1", Options.UrlHost], clock);
        _parts.Push(await WebHost.StartAsync(this, certificate, clock, _loggers, cancellationToken));
        foreach (var channel in channels.Values)
        {
            _parts.Push(channel);
        }

        Listen(Options.RtmpPort, null);
        Listen(Options.RtmpsPort, certificate);
        IsReady = true;

        void Listen(int port, System.Security.Cryptography.X509Certificates.X509Certificate2? secured)
        {
            var address = new IPEndPoint(Options.Address, Options.PortOf(port));
            try
            {
                _parts.Push(RtmpListener.Start(address, Hub, new RtmpOptions(), secured, clock, _loggers.CreateLogger<RtmpListener>()));
            }
            catch (System.Net.Sockets.SocketException fault)
            {
                throw new IOException($"{address} cannot be listened on for {(secured is null ? "RTMP" : "RTMPS")}: {fault.Message}. Another platform? HEADWATER_PORT_OFFSET moves every port.", fault);
            }
        }
    }

    private async Task<MediaLog> OpenLogAsync(ChannelPlan plan, TimeProvider clock, CancellationToken cancellationToken)
    {
        var logger = _loggers.CreateLogger<MediaLog>();
        var storage = FileLogStorage.Open(Path.Combine(Options.DataDirectory, "channels", plan.Id, "log"));
        var options = new MediaLogOptions { RetentionPromise = plan.Retention, MaximumBytes = plan.RetentionBytes };
        return await MediaLog.OpenAsync(storage, options, clock, alert => Raise(logger, plan.Id, alert), cancellationToken);
    }

    private void Raise(ILogger logger, string channel, LogAlert alert)
    {
        PlatformEvents.LogAlert(logger, channel, alert);
        lock (_parts)
        {
            var alerts = Alerts.Enqueue($"{channel}: {alert}");
            Alerts = alerts.Count() > 100 ? alerts.Dequeue() : alerts;
        }
    }
}
