using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.Iam;
using Headwater.Aws.Services.Sts;
using Headwater.Documents;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Aws.Tests.Iam;

/// <summary>IAM and STS over documents in memory, called as the gateway calls them: permissions first, then the handler.</summary>
internal sealed class IdentityRig
{
    public const string Account = "123456789012";
    public const string RootKey = "AKIAROOTROOTROOTROOT";
    public const string RootSecret = "root-secret";

    public const string AllowAll = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    private readonly Dictionary<string, OperationMap> _maps = [];

    public IdentityRig()
    {
        Authorizer = new Authorizer(Store);
        Credentials = new CredentialSource(Store, Account, RootKey, RootSecret);
        foreach (var service in (IAwsService[])[new IamService(Store), new StsService(Store, Authorizer)])
        {
            service.Map(_maps[service.Model] = new OperationMap());
        }
    }

    public MemoryDocumentStore Store { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public Authorizer Authorizer { get; }

    public CredentialSource Credentials { get; }

    public static Principal Root => Principal.Root(Account);

    public static string Arn(string resource) => $"arn:aws:iam::{Account}:{resource}";

    public static string Allow(string action, string resource = "*") =>
        new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonObject { ["Effect"] = "Allow", ["Action"] = action, ["Resource"] = resource },
        }.ToJsonString();

    public static string Trust(string principals, string condition = "{}") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principals}},"Action":"sts:AssumeRole","Condition":{{condition}} }]}""";

    public CallContext Context(Principal principal) => new()
    {
        Account = Account,
        Region = "us-east-1",
        RequestId = "r",
        Principal = principal,
        Time = Clock.GetUtcNow(),
        Endpoint = "http://127.0.0.1:4566",
        UserAgent = "tests",
        CancellationToken = TestContext.Current.CancellationToken,
    };

    public Task<JsonObject> IamAsync(string operation, object request, Principal? principal = null) => CallAsync("iam", operation, request, principal);

    public Task<JsonObject> StsAsync(string operation, object request, Principal? principal = null) => CallAsync("sts", operation, request, principal);

    /// <summary>The code of the error that a call ends with, and its message.</summary>
    public async Task<(string Code, string Message)> FailureAsync(string model, string operation, object request, Principal? principal = null)
    {
        var fault = await Assert.ThrowsAsync<AwsException>(() => CallAsync(model, operation, request, principal));
        return (fault.Code, fault.Message);
    }

    public async Task<Principal> UserAsync(string name, string? policy = null)
    {
        await IamAsync("CreateUser", new { UserName = name });
        if (policy is not null)
        {
            await IamAsync("PutUserPolicy", new { UserName = name, PolicyName = "p", PolicyDocument = policy });
        }

        return await SignAsync((await IamAsync("CreateAccessKey", new { UserName = name }))["AccessKey"]!);
    }

    /// <summary>Whoever signs with a key that was answered, as the gateway would find it.</summary>
    public async Task<Principal> SignAsync(JsonNode key)
    {
        var found = await Credentials.FindAsync((string)key["AccessKeyId"]!, TestContext.Current.CancellationToken);
        Assert.NotNull(found);
        Assert.Equal((string)key["SecretAccessKey"]!, found.SecretAccessKey);
        Assert.Equal((string?)key["SessionToken"], found.SessionToken);
        return found.Principal;
    }

    public Task<string?> RefusalAsync(Principal principal, string action, string resource = "*", string? resourcePolicy = null, Dictionary<string, string>? conditions = null) =>
        Authorizer.RefusalAsync(Context(principal), new Permission(action, resource) { ResourcePolicy = resourcePolicy, Conditions = conditions }).AsTask();

    private async Task<JsonObject> CallAsync(string model, string name, object request, Principal? principal)
    {
        var operation = _maps[model].Operations[name];
        var json = request as JsonObject ?? System.Text.Json.JsonSerializer.SerializeToNode(request)!.AsObject();
        var context = Context(principal ?? Root);
        var permissions = operation.Permissions is null ? [new Permission($"{model}:{name}", "*")] : await operation.Permissions(json, context);
        foreach (var permission in permissions)
        {
            if (await Authorizer.RefusalAsync(context, permission) is { } refusal)
            {
                throw new AwsException("AccessDenied", refusal);
            }
        }

        return await operation.Handler(json, context);
    }
}
