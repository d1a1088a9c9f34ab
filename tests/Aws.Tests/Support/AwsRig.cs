using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Headwater.Aws.Tests.Support;

/// <summary>The gateway on a server of its own, on a free port of 127.0.0.1, with services to try; and the clients that call it.</summary>
public sealed class AwsRig : IAsyncDisposable
{
    public const string Account = "000000000000";
    public const string AccessKeyId = "AKIAIOSFODNN7EXAMPLE";
    public const string SecretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private static readonly TimeSpan PythonDeadline = TimeSpan.FromMinutes(5);

    private readonly WebApplication _application;

    private AwsRig(WebApplication application, AwsGateway gateway, AwsRigParts parts)
    {
        (_application, Gateway, Parts) = (application, gateway, parts);
        Endpoint = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Endpoint { get; }

    public AwsGateway Gateway { get; }

    public AwsRigParts Parts { get; }

    /// <summary>Every call that came over HTTP, in the order of their ends.</summary>
    public ConcurrentQueue<CallRecord> Calls => Parts.Audit.Records;

    /// <summary>Plain HTTP, unsigned.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromMinutes(1) });

    public static Task<AwsRig> StartAsync(params IAwsService[] services) => StartAsync(new AwsRigParts(), services);

    public static async Task<AwsRig> StartAsync(AwsRigParts parts, params IAwsService[] services)
    {
        var gateway = parts.Build(services);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.Run(gateway.HandleAsync);
        await application.StartAsync();
        return new AwsRig(application, gateway, parts);
    }

    /// <summary>Calls an operation from within, as root.</summary>
    public ValueTask<JsonObject> CallAsync(string model, string operation, JsonObject request) => Gateway.CallAsync(model, operation, request, Context());

    /// <summary>What a call from within has around it.</summary>
    public CallContext Context(Principal? principal = null) => new()
    {
        Account = Account,
        Region = "us-east-1",
        RequestId = Guid.NewGuid().ToString(),
        Principal = principal ?? Principal.Root(Account),
        Time = Parts.Clock.GetUtcNow(),
        Endpoint = Endpoint.GetLeftPart(UriPartial.Authority),
    };

    /// <summary>Runs a Python script with boto3 pointed at the gateway; <c>client("s3")</c> makes a client, <c>show(value)</c> prints JSON.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It ended badly; the message has what it said.</exception>
    public async Task<string> PythonAsync(string script, CancellationToken cancellationToken = default)
    {
        var folder = Directory.CreateTempSubdirectory("headwater-boto3-");
        try
        {
            var path = Path.Combine(folder.FullName, "script.py");
            await File.WriteAllTextAsync(path, Prologue + script, cancellationToken);
            return await RunAsync("python3", [path], folder.FullName, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs the AWS CLI pointed at the gateway.</summary>
    public Task<string> CliAsync(string[] arguments, CancellationToken cancellationToken = default) => RunAsync("aws", arguments, Path.GetTempPath(), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _application.DisposeAsync();
    }

    private const string Prologue = """
        import base64, datetime, gzip, hashlib, io, json, sys, urllib.request, urllib.error
        import boto3, botocore
        from botocore.config import Config
        from botocore.exceptions import ClientError

        def client(name, **options):
            options.setdefault("config", Config(retries={"max_attempts": 1, "mode": "standard"}, inject_host_prefix=False))
            return boto3.client(name, **options)

        def show(value):
            print(json.dumps(value, default=lambda item: item.isoformat() if hasattr(item, "isoformat") else base64.b64encode(item).decode(), sort_keys=True, ensure_ascii=False))

        def fails(call, **arguments):
            try:
                call(**arguments)
            except ClientError as fault:
                return fault.response
            raise AssertionError("the call did not fail")


        """;

    private async Task<string> RunAsync(string file, IEnumerable<string> arguments, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        SetEnvironment(start.Environment);
        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(PythonDeadline);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{file} ended with {process.ExitCode}:\n{await output}\n{await error}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private void SetEnvironment(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            environment.Remove(name);
        }

        environment["AWS_ENDPOINT_URL"] = Endpoint.GetLeftPart(UriPartial.Authority);
        environment["AWS_ACCESS_KEY_ID"] = AccessKeyId;
        environment["AWS_SECRET_ACCESS_KEY"] = SecretAccessKey;
        environment["AWS_REGION"] = environment["AWS_DEFAULT_REGION"] = "us-east-1";
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["AWS_CONFIG_FILE"] = environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        environment["AWS_PAGER"] = "";
        environment["NO_PROXY"] = "*";
        environment["PYTHONIOENCODING"] = "utf-8";
    }
}
