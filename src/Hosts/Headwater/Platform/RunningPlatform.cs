using System.Net;
using Headwater.Archives.Objects;
using Headwater.Hosts.ControlPlane;
using Headwater.Hosts.Web;
using Headwater.Live.Channels;
using Headwater.Live.Sessions.Rtmp;
using Headwater.Origin;
using Headwater.Plans;
using Headwater.Transcoder.Ffmpeg;

namespace Headwater.Hosts.Platform;

/// <summary>One platform, started whole and stopped in order: no new calls, no new publishers, sessions end, channels write what they hold, HTTP stops, logs close, stores close.</summary>
public sealed class RunningPlatform : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly ILoggerFactory _loggers;
    private readonly FfmpegStills _stills;

    private readonly PlatformStores _stores;

    private RunningPlatform(PlatformOptions options, PlatformStores stores, TimeProvider clock, ILoggerFactory loggers)
    {
        Options = options;
        _stores = stores;
        _loggers = loggers;
        _stills = new FfmpegStills(options.Ffmpeg, clock);
        Media = new MediaPlane(new MediaPlaneParts
        {
            DataDirectory = options.DataDirectory,
            Hub = Hub,
            Catalog = Catalog,
            Transcoder = new FfmpegTranscoder(new FfmpegOptions { Executable = options.Ffmpeg }, loggers.CreateLogger<FfmpegTranscoder>()),
            Archives = new ObjectArchiveStore(stores.Objects),
            Stills = _stills,
            Clock = clock,
            Loggers = loggers,
        });
    }

    /// <summary>How it runs.</summary>
    public PlatformOptions Options { get; }

    /// <summary>What runs its media; plans are applied here.</summary>
    public MediaPlane Media { get; }

    /// <summary>What it runs.</summary>
    public PlatformPlan Plan => Media.Plan;

    /// <summary>Its channels.</summary>
    public ChannelHub Hub { get; } = new();

    /// <summary>Its endpoints.</summary>
    public OriginCatalog Catalog { get; } = new();

    /// <summary>Whether every port answers and nothing has begun to stop.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Alerts of the logs, newest last; at most a hundred.</summary>
    public IReadOnlyCollection<string> Alerts => Media.LogAlerts;

    /// <summary>Starts a platform; when it returns, every port answers.</summary>
    /// <exception cref="IOException">A port is taken, or the data directory cannot be used; the message says which.</exception>
    public static async Task<RunningPlatform> StartAsync(
        PlatformOptions options, PlatformPlan plan, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var stores = await PlatformStores.OpenAsync(options.DataDirectory, clock, cancellationToken);
        var platform = new RunningPlatform(options, stores, clock, loggers);
        try
        {
            await platform.StartAsync(plan, clock, cancellationToken);
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
        return $"http://{Options.UrlHost}:{Options.PortOf(Options.HttpPort)}/out/v1/{endpoint.Path ?? endpoint.Id}/{endpoint.ManifestName}.{extension}";
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

        await Media.DisposeAsync();
        _stills.Dispose();
        await _stores.DisposeAsync();
    }

    private async Task StartAsync(PlatformPlan plan, TimeProvider clock, CancellationToken cancellationToken)
    {
        var certificate = LocalAuthority.Certificate(Options.DataDirectory, ["localhost", "*.localhost", "127.0.0.1", "::1", Options.UrlHost], clock);
        // Pushed first, stopped last; the logs close after all.
        _parts.Push(await WebHost.StartAsync(this, certificate, clock, _loggers, cancellationToken));
        _parts.Push(new Writers(Media));
        Listen(Options.RtmpPort, null);
        Listen(Options.RtmpsPort, certificate);
        foreach (var bucket in plan.Channels.SelectMany(channel => channel.Archives).Select(archive => archive.Bucket).Distinct(StringComparer.Ordinal))
        {
            await _stores.EnsureBucketAsync(bucket, Options.Account, Options.Region, clock.GetUtcNow(), cancellationToken);
        }

        await Media.ApplyAsync(plan, cancellationToken);
        _parts.Push(await RunningControlPlane.StartAsync(Options, _stores, new PlanFilePlane(Media, plan), clock, _loggers, cancellationToken));
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

    /// <summary>What writes stops before HTTP does, so that viewers get the last of it.</summary>
    private sealed class Writers(MediaPlane media) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => media.StopAsync();
    }
}
