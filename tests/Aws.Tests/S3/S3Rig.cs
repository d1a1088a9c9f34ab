using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.S3;
using Headwater.Documents;
using Headwater.Objects;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Aws.Tests.S3;

/// <summary>The service on a store of its own, called without a wire, and an authorizer that tests tell whom to refuse.</summary>
internal sealed class S3Rig : IAuthorizer, IAsyncDisposable
{
    public const string Account = "000000000000";

    private readonly OperationMap _operations = new();
    private readonly MemoryDocumentStore _documents = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("s3-").FullName;
    private readonly FileObjectStore _store;

    private S3Rig(FakeTimeProvider time, Func<string, MemoryDocumentStore, FileObjectStore> open)
    {
        Time = time;
        _store = open(_directory, _documents);
        new S3Service(_store, this).Map(_operations);
    }

    public FakeTimeProvider Time { get; }

    public Func<CallContext, Permission, string?> Refuses { get; set; } = (_, _) => null;

    public Principal Principal { get; set; } = Principal.Root(Account);

    public string Region { get; set; } = "us-east-1";

    public CallContext Last { get; private set; } = null!;

    public IReadOnlyList<Permission> Needed { get; private set; } = [];

    public static async Task<S3Rig> OpenAsync(params string[] buckets)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 30, 0, TimeSpan.Zero));
        var rig = new S3Rig(time, (directory, documents) => FileObjectStore.OpenAsync(directory, documents, time, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult());
        foreach (var bucket in buckets)
        {
            await rig.CallAsync("CreateBucket", new() { ["Bucket"] = bucket });
        }

        return rig;
    }

    public ValueTask<string?> RefusalAsync(CallContext context, Permission permission) => new(Refuses(context, permission));

    /// <summary>Calls as the gateway would: permissions first, then the handler.</summary>
    public async Task<JsonObject> CallAsync(string operation, JsonObject request, string? body = null, Dictionary<string, string>? headers = null)
    {
        var bytes = body is null ? null : Encoding.UTF8.GetBytes(body);
        Last = new CallContext
        {
            Account = Account,
            Region = Region,
            RequestId = "1",
            Principal = Principal,
            Time = Time.GetUtcNow(),
            Endpoint = "http://127.0.0.1:4566",
            Body = bytes is null ? null : new MemoryStream(bytes),
            BodyBytes = bytes?.Length,
            RequestHeaders = headers ?? [],
            CancellationToken = TestContext.Current.CancellationToken,
        };
        var mapped = _operations.Operations[operation];
        Needed = await mapped.Permissions!(request, Last);
        foreach (var permission in Needed)
        {
            if (Refuses(Last, permission) is { } words)
            {
                throw new AwsException("AccessDenied", words) { Status = 403 };
            }
        }

        return await mapped.Handler(request, Last);
    }

    public async Task<AwsException> FailAsync(string operation, JsonObject request, string? body = null) =>
        await Assert.ThrowsAsync<AwsException>(() => CallAsync(operation, request, body));

    public Task<JsonObject> PutAsync(string bucket, string key, string content, JsonObject? more = null)
    {
        var request = more ?? [];
        request["Bucket"] = bucket;
        request["Key"] = key;
        return CallAsync("PutObject", request, content);
    }

    public async Task<string> ReadAsync(JsonObject request)
    {
        await CallAsync("GetObject", request);
        using var reader = new StreamReader(Last.ResponseBody!);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public IReadOnlyCollection<string> Operations => [.. _operations.Operations.Keys];

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        await _documents.DisposeAsync();
        Directory.Delete(_directory, true);
    }
}
