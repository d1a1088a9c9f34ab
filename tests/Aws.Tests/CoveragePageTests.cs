using System.Text;
using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Aws.Compile.MediaLive;
using Headwater.Aws.Gateway;
using Headwater.Aws.Models;
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
using Headwater.Documents;
using Headwater.Objects;
using Headwater.Observe.Alarms;
using Headwater.Observe.Logs;
using Headwater.Observe.Metrics;
using Headwater.Plans;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Aws.Tests;

/// <summary>docs/aws-coverage.md says what the code does: it is made from the operations that are mapped and the tables of settings, and compared here.</summary>
/// <remarks>HEADWATER_UPDATE_GOLDENS=1 writes it anew.</remarks>
public sealed class CoveragePageTests
{
    private const string Head =
        """
        # Coverage of the AWS API

        Made from the code by a test; not to be edited by hand. `applied`: it works. `refused`: a request that has it is answered with an error. `inert`: it is kept and given back, and does
        nothing. `unlisted`: not examined yet; treated as inert.


        """;

    private static readonly string Page = Path.Combine(new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.FullName, "docs", "aws-coverage.md");

    [Fact]
    public async Task Page_IsWhatTheCodeSays()
    {
        var folder = Directory.CreateTempSubdirectory("headwater-coverage-");
        try
        {
            var made = await RenderAsync(folder.FullName);
            if (Environment.GetEnvironmentVariable("HEADWATER_UPDATE_GOLDENS") == "1")
            {
                await File.WriteAllTextAsync(Page, made, TestContext.Current.CancellationToken);
            }

            Assert.Equal(await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken), made);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RenderAsync(string folder)
    {
        var cancel = TestContext.Current.CancellationToken;
        var time = new FakeTimeProvider();
        await using var documents = new MemoryDocumentStore();
        using var objects = await FileObjectStore.OpenAsync(Path.Combine(folder, "objects"), documents, time, cancel);
        await using var metrics = new MetricStore(Path.Combine(folder, "metrics"), new MetricStoreOptions(), time);
        await using var logs = new LogStore(Path.Combine(folder, "logs"), documents, new LogStoreOptions(), time, metrics);
        var options = new SnsOptions { LinkBase = "http://127.0.0.1" };
        using var http = new HttpClient();
        await using var queue = new DeliveryQueue(documents, new OutgoingMessages(http, options), options, time);
        using var signer = await MessageSigner.OpenAsync(documents, time, cancel);
        var topics = new SnsTopics(documents, queue, signer, options, time);
        await using var bus = new EventBus(documents, logs, topics);
        var alarms = new AlarmBook(documents);
        await using var runner = new AlarmRunner(alarms, metrics, new AlarmNotifications(topics, bus), time);
        var cipher = new SecretCipher(EncryptionKeyFile.Open(Path.Combine(folder, "key")));
        var secrets = new SecretReader(documents, cipher, time);
        var live = new MediaLivePlans(documents);
        var nowhere = new Nowhere();
        using var publisher = new PlanPublisher(live, new PackageCompiler(documents, live, secrets), nowhere);
        var authorizer = new Authorizer(documents);
        var hosts = new PackageHosts();
        IAwsService[] services =
        [
            new CloudWatchService(metrics, alarms, runner, documents, time), new EventsService(bus, time), new IamService(documents), new LogsService(logs, time),
            new MediaLiveService(
                new MediaLiveParts { Documents = documents, Media = nowhere, Plans = publisher, Events = nowhere, Metrics = nowhere },
                new MediaLiveOptions(), time, NullLogger<MediaLiveService>.Instance),
            new MediaPackageService(documents, secrets, hosts, publisher, null), new MediaPackageV2Service(documents, secrets, hosts, publisher),
            new S3Service(objects, authorizer), new SecretsManagerService(documents, cipher, publisher, time), new SnsService(topics, options),
            new SsmService(documents, cipher), new StsService(documents, authorizer),
        ];
        var page = new StringBuilder(Head);
        foreach (var service in services)
        {
            var operations = new OperationMap();
            service.Map(operations);
            page.Append(Coverage.Render(ModelCatalog.Embedded.Get(service.Model), operations.Operations.Keys.ToHashSet(StringComparer.Ordinal), SettingTable.Embedded(service.Model)));
        }

        return page.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    /// <summary>Takes everything and runs nothing: the page asks what is mapped, and calls none of it.</summary>
    private sealed class Nowhere : IMediaPlane, IMediaLiveEvents, IMediaLiveMetrics
    {
        public PlatformObservation Observation => PlatformObservation.None;

        public ValueTask ApplyAsync(PlatformPlan plan, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<PlatformObservation> WaitAsync(Func<PlatformObservation, bool> fits, CancellationToken cancellationToken) => new(Observation);

        public ValueTask ForgetAsync(string id, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<Still?> StillAsync(string channelId, CancellationToken cancellationToken) => new((Still?)null);

        public ValueTask PublishAsync(MediaLiveEvent happened, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask ReportAsync(IReadOnlyList<MediaLiveMetric> points, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
