using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Aws.Compile.MediaLive;
using Headwater.Aws.Services;
using Headwater.Aws.Services.MediaLive;
using Headwater.Aws.Services.MediaPackage;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Documents;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Aws.Tests.MediaLive.Support;

/// <summary>MediaLive with everything real but the media plane and the clock; called as every wire calls it.</summary>
internal sealed class MediaLiveRig
{
    public const string Account = "000000000000";
    public const string Region = "us-east-1";

    private readonly OperationMap _operations = new();

    public MediaLiveRig(IDocumentStore? documents = null, FakeTimeProvider? clock = null, MediaLiveOptions? options = null)
    {
        Documents = documents ?? new MemoryDocumentStore();
        Clock = clock ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        Media = new FakeMediaPlane(Clock);
        var plans = new MediaLivePlans(Documents);
        Service = new MediaLiveService(
            new MediaLiveParts { Documents = Documents, Media = Media, Plans = new PlanPublisher(plans, new PackageCompiler(Documents, plans, new SecretReader(Documents, new SecretCipher(new FixedKey()), Clock)), Media), Events = Events, Metrics = Metrics },
            options ?? new MediaLiveOptions(), Clock, NullLogger<MediaLiveService>.Instance);
        Service.Map(_operations);
    }

    public IDocumentStore Documents { get; }

    public FakeTimeProvider Clock { get; }

    public FakeMediaPlane Media { get; }

    public RecordedEvents Events { get; } = new();

    public RecordedMetrics Metrics { get; } = new();

    public MediaLiveService Service { get; }

    public IReadOnlyDictionary<string, Operation> Operations => _operations.Operations;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<JsonObject> CallAsync(string operation, JsonObject request, string region = Region) =>
        (await _operations.Operations[operation].Handler(request.DeepClone().AsObject(), Context(region))).DeepClone().AsObject();

    public Task<JsonObject> CallAsync(string operation, string request = "{}") => CallAsync(operation, Requests.Json(request));

    /// <summary>The error that a call ends with.</summary>
    public Task<AwsException> RefusedAsync(string operation, JsonObject request) => Assert.ThrowsAsync<AwsException>(() => CallAsync(operation, request));

    public Task<AwsException> RefusedAsync(string operation, string request = "{}") => RefusedAsync(operation, Requests.Json(request));

    /// <summary>Carries everything on until nothing moves by itself any more.</summary>
    public async Task SettleAsync()
    {
        // The longest chain: an interrupted start is given up, published anew, stopped.
        for (var pass = 0; pass < 6; pass++)
        {
            await Service.Reconciler.StepAsync(Cancel);
        }
    }

    /// <summary>A MediaPackage channel to write to.</summary>
    public async Task PackageAsync(string id = "package") =>
        Assert.True(await new PackageDocuments(Documents).Channels.TryPutAsync(
            RegionKey.Of(Region, id), new() { Id = id, Hash = new string('a', 32), CreatedAt = Clock.GetUtcNow(), IngestEndpoints = [] }, 0, Cancel));

    public async Task<string> GroupAsync(params string[] cidrs)
    {
        var rules = new JsonArray([.. cidrs.DefaultIfEmpty("127.0.0.0/8").Select(cidr => new JsonObject { ["Cidr"] = cidr })]);
        return (string)(await CallAsync("CreateInputSecurityGroup", new JsonObject { ["WhitelistRules"] = rules }))["SecurityGroup"]!["Id"]!;
    }

    /// <summary>An input of stream names; one of its own when none is named.</summary>
    public async Task<string> InputAsync(params string[] streamNames) =>
        (string)(await CallAsync("CreateInput", Requests.Input(await GroupAsync(), streamNames.Length == 0 ? ["live/" + Guid.NewGuid().ToString("N")] : streamNames)))["Input"]!["Id"]!;

    /// <summary>A channel in state IDLE.</summary>
    public async Task<string> ChannelAsync(string channelClass = "SINGLE_PIPELINE", Action<JsonObject>? change = null)
    {
        if (await new MediaPackageDirectory(Documents).FindPackageAsync(Region, "package", Cancel) is null)
        {
            await PackageAsync();
        }

        var input = channelClass == "STANDARD" ? await InputAsync("a/" + Guid.NewGuid().ToString("N"), "b/" + Guid.NewGuid().ToString("N")) : await InputAsync();
        var request = Requests.Channel(input, channelClass);
        change?.Invoke(request);
        var id = (string)(await CallAsync("CreateChannel", request))["Channel"]!["Id"]!;
        await SettleAsync();
        return id;
    }

    /// <summary>A channel in state RUNNING.</summary>
    public async Task<string> RunningAsync(string channelClass = "SINGLE_PIPELINE")
    {
        var id = await ChannelAsync(channelClass);
        await OnChannelAsync("StartChannel", id);
        await SettleAsync();
        Assert.Equal("RUNNING", await StateAsync(id));
        return id;
    }

    /// <summary>Writes another state into a channel's document, as a process that ended in it leaves it.</summary>
    public async Task ForceAsync(string channelId, string state)
    {
        var key = new DocumentKey("medialive/channel", channelId);
        var document = JsonNode.Parse((await Documents.FindAsync(key, Cancel))!.Content.Span)!.AsObject();
        document["State"] = state;
        Assert.True(await Documents.TryCommitAsync([new DocumentWrite(key, System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), null)], Cancel));
    }

    public Task<JsonObject> OnChannelAsync(string operation, string id) => CallAsync(operation, new JsonObject { ["ChannelId"] = id });

    public Task<AwsException> RefusedOnChannelAsync(string operation, string id) => RefusedAsync(operation, new JsonObject { ["ChannelId"] = id });

    public async Task<string?> StateAsync(string channelId) => (string?)(await OnChannelAsync("DescribeChannel", channelId))["State"];

    public async Task<string?> InputStateAsync(string inputId) => (string?)(await CallAsync("DescribeInput", new JsonObject { ["InputId"] = inputId }))["State"];

    private CallContext Context(string region) => new()
    {
        Account = Account, Region = region, RequestId = "request", Principal = Principal.Root(Account), Time = Clock.GetUtcNow(), Endpoint = "http://127.0.0.1:4566", CancellationToken = Cancel,
    };

    /// <summary>No secret is read here; the packages' compiler asks for one that could be.</summary>
    public sealed class FixedKey : IEncryptionKey
    {
        public ReadOnlyMemory<byte> Bytes { get; } = new byte[32];
    }
}
