using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Aws.Compile.MediaLive;
using Headwater.Aws.Gateway;
using Headwater.Aws.Services.CloudWatch;
using Headwater.Aws.Services.Events;
using Headwater.Aws.Services.Iam;
using Headwater.Aws.Services.Logs;
using Headwater.Aws.Services.MediaLive;
using Headwater.Aws.Services.MediaPackage;
using Headwater.Aws.Services.MediaPackageV2;
using Headwater.Aws.Services.S3;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Aws.Services.Sns;
using Headwater.Aws.Services.Ssm;
using Headwater.Aws.Services.Sts;
using Headwater.Hosts.Platform;
using Headwater.Objects.Lifecycle;
using Headwater.Observe.Alarms;
using Headwater.Observe.Audit;
using Headwater.Observe.Logs;
using Headwater.Observe.Metrics;
using Headwater.Plans;

namespace Headwater.Hosts.ControlPlane;

/// <summary>The AWS control plane of one platform: services over its stores and media, the door they are called through, and what runs behind them.</summary>
/// <remarks>Stopped in order: the door, the loops, the event bus and deliveries, logs and metrics. Stores and media are borrowed.</remarks>
internal sealed partial class RunningControlPlane : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly PlatformOptions _options;
    private readonly PlatformStores _stores;
    private readonly TimeProvider _clock;
    private readonly ILoggerFactory _loggers;

    private RunningControlPlane(PlatformOptions options, PlatformStores stores, TimeProvider clock, ILoggerFactory loggers) =>
        (_options, _stores, _clock, _loggers) = (options, stores, clock, loggers);

    /// <summary>Starts it: what ran before runs again, then the port answers.</summary>
    /// <param name="options">The platform's.</param>
    /// <param name="stores">The platform's.</param>
    /// <param name="media">Runs the plans; what the plan file runs is its own matter.</param>
    /// <param name="clock">The only clock.</param>
    /// <param name="loggers">Where events go.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RunningControlPlane> StartAsync(
        PlatformOptions options, PlatformStores stores, IMediaPlane media, TimeProvider clock, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var plane = new RunningControlPlane(options, stores, clock, loggers);
        try
        {
            await plane.StartAsync(media, cancellationToken);
            return plane;
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartAsync(IMediaPlane media, CancellationToken cancellationToken)
    {
        var documents = _stores.Documents;
        var metrics = Own(new MetricStore(Path.Combine(_options.DataDirectory, "metrics"), new MetricStoreOptions(), _clock));
        var logs = Own(new LogStore(Path.Combine(_options.DataDirectory, "logs"), documents, new LogStoreOptions(), _clock, metrics));
        var sns = await StartTopicsAsync(cancellationToken);
        var bus = Own(new EventBus(documents, logs, sns.Topics));
        var alarms = new AlarmBook(documents);
        var alarmRunner = Own(new AlarmRunner(alarms, metrics, new AlarmNotifications(sns.Topics, bus), _clock));
        var key = await RootKey.ReadOrMakeAsync(_options.DataDirectory, cancellationToken);
        var authorizer = new Authorizer(documents);
        var credentials = new CredentialSource(documents, _options.Account, key.AccessKeyId, key.SecretAccessKey);
        var cipher = new SecretCipher(EncryptionKeyFile.Open(Path.Combine(_options.DataDirectory, "encryption-key")));
        var secrets = new SecretReader(documents, cipher, _clock);
        var live = new MediaLivePlans(documents);
        var publisher = new PlanPublisher(live, new PackageCompiler(documents, live, secrets), media);
        var hosts = new PackageHosts { PublicHost = _options.PublicHost ?? "localhost", HttpsPort = _options.PortOf(_options.HttpsPort) };
        var feed = new MediaLiveFeed(bus, metrics);
        var mediaLive = new MediaLiveService(
            new MediaLiveParts { Documents = documents, Media = media, Plans = publisher, Events = feed, Metrics = feed },
            new MediaLiveOptions { PublicAddress = _options.PublicAddress, RtmpPort = _options.PortOf(_options.RtmpPort) },
            _clock,
            _loggers.CreateLogger<MediaLiveService>());
        var s3 = new S3Service(_stores.Objects, authorizer);
        IAwsService[] services =
        [
            new IamService(documents), new StsService(documents, authorizer), s3,
            new SecretsManagerService(documents, cipher, publisher, _clock), new SsmService(documents, cipher),
            new CloudWatchService(metrics, alarms, alarmRunner, documents, _clock), new LogsService(logs, _clock),
            new SnsService(sns.Topics, sns.Options), new EventsService(bus, _clock),
            mediaLive, new MediaPackageService(documents, secrets, hosts, publisher, null), new MediaPackageV2Service(documents, secrets, hosts, publisher),
        ];
        var gateway = new AwsGateway(services, new GatewayParts
        {
            Options = new GatewayOptions { Account = _options.Account, Region = _options.Region },
            Credentials = credentials,
            Authorizer = authorizer,
            Clock = _clock,
            Logger = _loggers.CreateLogger<AwsGateway>(),
            Preflight = new S3Preflight(_stores.Objects),
            Audit = new CallAuditFeed(new AuditTrail(logs)),
        });

        // What ran before the stop runs again before anybody asks.
        await publisher.PublishAsync(cancellationToken);
        alarmRunner.Start();
        var work = Own(new BackgroundWork(_loggers.CreateLogger<BackgroundWork>()));
        work.Start("MediaLive", mediaLive.RunAsync);
        work.Start("Secrets Manager", new SecretPurge(documents, _clock).RunAsync);
        var logger = _loggers.CreateLogger<RunningControlPlane>();
        work.Start("S3 lifecycle", stopping => new LifecycleRunner(_stores.Objects, _clock).RunAsync(fault => Log.LifecycleFailed(logger, fault), stopping));
        _parts.Push(await ApiHost.StartAsync(gateway, sns.Links, _options, _loggers, cancellationToken));
    }

    private async ValueTask<(SnsTopics Topics, SnsLinks Links, SnsOptions Options)> StartTopicsAsync(CancellationToken cancellationToken)
    {
        var options = new SnsOptions { LinkBase = $"http://{_options.UrlHost}:{_options.PortOf(_options.ApiPort)}{ApiHost.TopicLinks}", SmtpServer = _options.SmtpServer };
        var queue = Own(new DeliveryQueue(_stores.Documents, new OutgoingMessages(new HttpClient(), options), options, _clock));
        var signer = await MessageSigner.OpenAsync(_stores.Documents, _clock, cancellationToken);
        var topics = new SnsTopics(_stores.Documents, queue, signer, options, _clock);
        await queue.StartAsync(cancellationToken);
        return (topics, new SnsLinks(topics, signer), options);
    }

    private T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }

    private static partial class Log
    {
        [LoggerMessage(9102, LogLevel.Error, "the lifecycle rules of buckets could not all be run; they are tried again at midnight")]
        public static partial void LifecycleFailed(ILogger logger, Exception fault);
    }
}
