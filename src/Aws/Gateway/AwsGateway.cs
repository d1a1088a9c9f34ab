using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols;
using Headwater.Aws.Protocols.Bodies;
using Headwater.Aws.Protocols.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Headwater.Aws.Gateway;

/// <summary>
/// The front door of the control plane: every call of every service, over HTTP or from within. Safe for all threads.
/// A call goes through <see cref="RunAsync"/> in one order: identify, authenticate, parse, validate, settings, authorize, run, write.
/// </summary>
public sealed partial class AwsGateway : IOperationCaller
{
    private readonly GatewayOptions _options;
    private readonly RequestIdentifier _identifier;
    private readonly SignatureVerifier _verifier;
    private readonly OperationRunner _runner;
    private readonly Dictionary<string, MappedService> _services;
    private readonly ICallAudit? _audit;
    private readonly IPreflight? _preflight;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    /// <summary>A door to services.</summary>
    /// <param name="services">What runs here; each is mapped now, and its model read when it is first called.</param>
    /// <param name="parts">What the door works with.</param>
    public AwsGateway(IEnumerable<IAwsService> services, GatewayParts parts)
    {
        var models = parts.Models ?? ModelCatalog.Embedded;
        (_options, _audit, _preflight, _clock, _logger) = (parts.Options, parts.Audit, parts.Preflight, parts.Clock, parts.Logger);
        _identifier = new RequestIdentifier(models);
        _verifier = new SignatureVerifier(parts.Credentials, parts.Clock);
        _runner = new OperationRunner(parts.Authorizer, parts.Logger);
        _services = services.ToDictionary(service => service.Model, service => new MappedService(service, models, parts.Settings ?? SettingTable.Embedded), StringComparer.Ordinal);
    }

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var call = Begin(http);
        try
        {
            await AnswerAsync(http, call);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to hear an answer.
        }
        catch (Exception fault)
        {
            // The status is gone already: cutting the connection is the one way to say that what came is not all.
            Log.CallFailed(_logger, fault, call.Service?.Model.Name ?? "?", call.Operation?.Name ?? "?", call.RequestId);
            http.Abort();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<JsonObject> CallAsync(string model, string operation, JsonObject request, CallContext context)
    {
        var service = _services.GetValueOrDefault(model) ?? throw NoService(model);
        var found = service.Model.Operations.GetValueOrDefault(operation) ?? throw OperationFinder.Unknown(service.Model.Facts, service.Model.Facts.Protocols[0], operation);
        return await _runner.RunAsync(service, found, request, context);
    }

    private GatewayCall Begin(HttpContext http)
    {
        var headers = HttpRequestReader.Headers(http.Request);
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
        return new GatewayCall { RequestId = Guid.NewGuid().ToString(), Time = _clock.GetUtcNow(), Headers = headers, Sent = HttpRequestReader.Read(http.Request, headers) };
    }

    private async Task AnswerAsync(HttpContext http, GatewayCall call)
    {
        WireAnswer answer;
        try
        {
            answer = HttpMethods.IsOptions(http.Request.Method) ? await PreflightAsync(http, call) : await RunAsync(http, call);
        }
        catch (Exception fault) when (!http.RequestAborted.IsCancellationRequested)
        {
            answer = Fail(call, fault);
        }

        // Before the answer goes: whoever has it finds the call in the trail.
        Note(http, call, call.StatusOf(answer));
        await HttpAnswerWriter.WriteAsync(http.Response, call, answer);
    }

    // The pipeline. Validation, settings and authorization are in OperationRunner, for calls from within go through them too.
    private async Task<WireAnswer> RunAsync(HttpContext http, GatewayCall call)
    {
        await IdentifyAsync(http, call);
        await AuthenticateAsync(http, call);
        FindOperation(call);
        var payload = await ReadPayloadAsync(http, call);
        call.Document = Parse(call);
        call.Context = CreateContext(http, call, payload);
        var answer = await _runner.RunAsync(call.Service!, call.Operation!, call.Document, call.Context);
        return WireProtocols.Of(call.Target!.Protocol).WriteAnswer(call.Service!.Model, call.Operation!, answer, call.RequestId);
    }

    private async ValueTask IdentifyAsync(HttpContext http, GatewayCall call)
    {
        if (RequestIdentifier.IsForm(call.Sent))
        {
            await BufferAsync(http, call);
            call.Sent = call.With(call.Sent.Path);
        }

        call.Target = _identifier.Find(call.Sent);
        var facts = call.Target.Facts ?? throw NoService(call.Target.Named);
        call.Service = _services.GetValueOrDefault(facts.Name) ?? throw NoService(facts.Name);
        if (call.Target.IsS3)
        {
            call.Bucket = BucketHost.Find(call.Sent.Header("Host"), _options.HostSuffixes);
        }
        else
        {
            await BufferAsync(http, call);
        }

        call.Request = call.With(call.Bucket is null ? call.Sent.Path : $"/{call.Bucket}{call.Sent.Path}");
    }

    private async ValueTask AuthenticateAsync(HttpContext http, GatewayCall call) =>
        call.Authentication = await _verifier.VerifyAsync(call.Target!.Facts!, call.Sent, call.BodyHash, call.Bucket, Words(call), http.RequestAborted);

    private static void FindOperation(GatewayCall call)
    {
        var isAnonymous = call.Authentication.Principal.Kind == PrincipalKind.Anonymous && !call.Target!.IsS3;
        call.Operation = OperationFinder.Find(call.Service!, call.Target!, call.Request, mayFail: isAnonymous);
        if (isAnonymous && call.Operation?.IsUnsigned != true)
        {
            throw Words(call).Refuse(SecurityFault.Missing, "Missing Authentication Token");
        }

        if (call.Service!.Find(call.Operation!.Name) is null)
        {
            throw OperationRunner.NotImplemented(call.Service.Model, call.Operation.Name);
        }
    }

    private static async ValueTask<(Stream? Stream, long? Bytes)> ReadPayloadAsync(HttpContext http, GatewayCall call)
    {
        if (!call.Target!.IsS3)
        {
            return (null, null);
        }

        var stream = S3Body.Open(http.Request.Body, http.Request.ContentLength, call.Sent, call.Headers, call.Authentication.Chunks, out var length);
        if (call.Operation!.StreamingInput is not null)
        {
            http.Response.RegisterForDispose(stream);
            return (stream, length);
        }

        await using (stream)
        {
            call.KeepBody(null, await BufferedBody.ReadAsync(stream, length, http.RequestAborted));
        }

        call.Request = call.With(call.Request.Path);
        return (null, null);
    }

    private static async ValueTask BufferAsync(HttpContext http, GatewayCall call)
    {
        if (call.Body is not null)
        {
            return;
        }

        var sent = await BufferedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, http.RequestAborted);
        var isGzip = call.Sent.Header("Content-Encoding")?.Equals("gzip", StringComparison.OrdinalIgnoreCase) == true;
        call.KeepBody(sent, isGzip ? await BufferedBody.DecompressAsync(sent, http.RequestAborted) : sent);
    }

    private static JsonObject Parse(GatewayCall call) => WireProtocols.Of(call.Target!.Protocol).ReadRequest(call.Service!.Model, call.Operation!, call.Request);

    private CallContext CreateContext(HttpContext http, GatewayCall call, (Stream? Stream, long? Bytes) payload) => new()
    {
        Account = _options.Account,
        Region = Region(call),
        RequestId = call.RequestId,
        Principal = call.Authentication.Principal,
        Time = call.Time,
        SourceAddress = http.Connection.RemoteIpAddress ?? System.Net.IPAddress.Loopback,
        UserAgent = http.Request.Headers.UserAgent.ToString(),
        Endpoint = $"{http.Request.Scheme}://{http.Request.Host}",
        Body = payload.Stream,
        BodyBytes = payload.Bytes,
        RequestHeaders = call.Headers,
        CancellationToken = http.RequestAborted,
    };

    private string Region(GatewayCall call) => call.Authentication.Region is { Length: > 0 } region ? region : _options.Region;

    private static SecurityWords Words(GatewayCall call) => SecurityWords.Of(call.Target!.Protocol);

    private static AwsException NoService(string name) => new("UnknownService", $"There is no service {name} here.") { Status = 404 };

    private async ValueTask<WireAnswer> PreflightAsync(HttpContext http, GatewayCall call)
    {
        call.Bucket = BucketHost.Find(call.Sent.Header("Host"), _options.HostSuffixes);
        call.Request = call.With(call.Bucket is null ? call.Sent.Path : $"/{call.Bucket}{call.Sent.Path}");
        var bucket = call.Bucket ?? (call.Request.Path.Split('/') is [_, { Length: > 0 } first, ..] ? Percent.Decode(first) : null);
        return _preflight is null
            ? throw new AwsException("AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.") { Status = 403 }
            : await _preflight.AnswerAsync(bucket, call.Request, http.RequestAborted);
    }

    private WireAnswer Fail(GatewayCall call, Exception fault)
    {
        var error = fault switch
        {
            AwsException modelled => call.Service is null ? modelled : FaultWords.OfWire(call.Service.Model, modelled),
            BadHttpRequestException broken => new AwsException("IncompleteBody", "The request body could not be read.") { Status = broken.StatusCode },
            _ => Unexpected(call, fault),
        };
        call.Error = error;
        return WireProtocols.Of(call.Target?.Protocol ?? WireProtocolKind.RestXml).WriteError(call.Service?.Model, error, call.RequestId);
    }

    private AwsException Unexpected(GatewayCall call, Exception fault)
    {
        Log.CallFailed(_logger, fault, call.Service?.Model.Name ?? "?", call.Operation?.Name ?? "?", call.RequestId);
        return new AwsException(call.Target?.IsS3 == true ? "InternalError" : "InternalFailure", "We encountered an internal error. Please try again.") { Status = 500 };
    }

    private void Note(HttpContext http, GatewayCall call, int status) => _audit?.Note(new CallRecord
    {
        RequestId = call.RequestId,
        Time = call.Time,
        Took = _clock.GetUtcNow() - call.Time,
        Service = call.Target?.Facts?.Name,
        Operation = call.Operation?.Name,
        Region = Region(call),
        Principal = call.Authentication.Principal,
        SourceAddress = http.Connection.RemoteIpAddress,
        UserAgent = http.Request.Headers.UserAgent.ToString(),
        Status = status,
        ErrorCode = call.Error?.Code,
        ErrorMessage = call.Error?.Message,
        Request = call.Document,
    });

    private static partial class Log
    {
        [LoggerMessage(7002, LogLevel.Error, "{Service} {Operation} failed unexpectedly (request {RequestId})")]
        public static partial void CallFailed(ILogger logger, Exception fault, string service, string operation, string requestId);
    }
}
