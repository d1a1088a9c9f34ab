using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Aws.Services.MediaPackage;
using Headwater.Aws.Services.MediaPackageV2;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Aws.Services.Ssm;
using Headwater.Documents;
using Headwater.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Aws.Tests.Compile;

/// <summary>The services of one platform behind their operations, on documents in memory; each request and answer is held to the model.</summary>
internal sealed class ServiceRig
{
    public const string Region = "eu-west-1";
    public const string Account = "000000000000";

    private readonly Dictionary<string, OperationMap> _services = [];

    public ServiceRig(bool harvests = false)
    {
        Cipher = new(new FixedKey());
        Reader = new(Store, Cipher, Time);
        Compiler = new(Store, Feeds, Reader);
        Runner = harvests ? new(Store, Harvester) : null;
        Add(new SecretsManagerService(Store, Cipher, Publisher, Time));
        Add(new SsmService(Store, Cipher));
        Add(new MediaPackageService(Store, Reader, new PackageHosts(), Publisher, Runner));
        Add(new MediaPackageV2Service(Store, Reader, new PackageHosts(), Publisher));
    }

    public MemoryDocumentStore Store { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public CountingPublisher Publisher { get; } = new();

    public FixedFeeds Feeds { get; } = new();

    public RecordingHarvester Harvester { get; } = new();

    public HarvestRunner? Runner { get; }

    public SecretCipher Cipher { get; }

    public SecretReader Reader { get; }

    public PackageCompiler Compiler { get; }

    public IEnumerable<string> OperationsOf(string model) => _services[model].Operations.Keys;

    public async Task<JsonObject> CallAsync(string model, string operation, string request)
    {
        var asked = JsonNode.Parse(request)!.AsObject();
        ModelShape.Check(model, operation, isInput: true, asked);
        var known = _services[model].Operations[operation];
        var context = Context();
        if (known.Permissions is not null)
        {
            Assert.NotEmpty(await known.Permissions(asked, context));
        }

        var answer = await known.Handler(asked, context);
        ModelShape.Check(model, operation, isInput: false, answer);
        return answer;
    }

    public async Task<IReadOnlyList<Permission>> NeedsAsync(string model, string operation, string request) =>
        await _services[model].Operations[operation].Permissions!(JsonNode.Parse(request)!.AsObject(), Context());

    /// <summary>The error a call ends with.</summary>
    public async Task<AwsException> RefusalAsync(string model, string operation, string request)
    {
        var refusal = await Assert.ThrowsAsync<AwsException>(() => CallAsync(model, operation, request));
        Assert.True(ModelShape.HasError(model, refusal.Code), $"{model} knows no error {refusal.Code}");
        return refusal;
    }

    public async Task<PackagePlans> CompileAsync() => await Compiler.CompileAsync(TestContext.Current.CancellationToken);

    /// <summary>The one endpoint of the plan, which must be one that the media plane takes.</summary>
    public async Task<EndpointPlan> EndpointAsync() => Assert.Single((await CompileAsync()).Endpoints);

    public CallContext Context() => new()
    {
        Account = Account,
        Region = Region,
        RequestId = "request",
        Principal = Principal.Root(Account),
        Time = Time.GetUtcNow(),
        Endpoint = "http://127.0.0.1:4566",
        CancellationToken = TestContext.Current.CancellationToken,
    };

    private void Add(IAwsService service)
    {
        var operations = new OperationMap();
        service.Map(operations);
        _services.Add(service.Model, operations);
    }

    private sealed class FixedKey : IEncryptionKey
    {
        public ReadOnlyMemory<byte> Bytes { get; } = Enumerable.Range(1, 32).Select(number => (byte)number).ToArray();
    }
}
