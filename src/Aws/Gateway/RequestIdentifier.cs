using System.Collections.Frozen;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols;
using Headwater.Aws.Protocols.Query;
using Headwater.Aws.Protocols.Signing;

namespace Headwater.Aws.Gateway;

/// <summary>Finds the service of a request; all of them share one endpoint. Immutable.</summary>
internal sealed class RequestIdentifier(ModelCatalog models)
{
    private const string CborPath = "/service/";

    private readonly FrozenDictionary<string, ServiceFacts> _bySigningName = ByKey(models, service => service.SigningName);
    private readonly FrozenDictionary<string, ServiceFacts> _byTarget = ByKey(models, service => service.TargetPrefix);
    private readonly FrozenDictionary<string, ServiceFacts> _byVersion = ByKey(models, service => service.Protocols.Contains(WireProtocolKind.Query) ? service.ApiVersion : null);

    /// <summary>The service and protocol.</summary>
    /// <param name="request">The request; its body when <see cref="IsForm"/>.</param>
    /// <exception cref="Calls.AwsException">The query or form is not UTF-8.</exception>
    public CallTarget Find(WireRequest request)
    {
        var scope = SignatureReader.ScopeService(request);
        if (CborService(request) is { } cbor)
        {
            return Target(_byTarget.GetValueOrDefault(cbor), WireProtocolKind.RpcV2Cbor, cbor);
        }

        if (request.Header("X-Amz-Target") is { } target)
        {
            var prefix = target.Split('.', 2)[0];
            return Target(_byTarget.GetValueOrDefault(prefix), WireProtocolKind.Json, prefix);
        }

        if (FormAction(request) is { } form)
        {
            var service = scope is null ? _byVersion.GetValueOrDefault(form.Version) : _bySigningName.GetValueOrDefault(scope);
            return Target(service, WireProtocolKind.Query, scope ?? form.Version);
        }

        return scope is null ? Target(models.Services.GetValueOrDefault("s3"), WireProtocolKind.RestXml, "s3") : OfScope(scope);
    }

    /// <summary>Whether the operation stands in the body.</summary>
    public static bool IsForm(WireRequest request) =>
        request.Method == "POST" && request.Path == "/" && request.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true && request.Header("X-Amz-Target") is null;

    /// <summary>The operation of a CBOR call, or null when the path is another.</summary>
    public static string? CborOperation(WireRequest request) => CborParts(request) is [_, _, var service, "operation", var operation] && service.Length > 0 ? operation : null;

    private static CallTarget Target(ServiceFacts? service, WireProtocolKind protocol, string named) =>
        new(service is not null && service.Protocols.Contains(protocol) ? service : null, protocol, named);

    private CallTarget OfScope(string scope)
    {
        var service = _bySigningName.GetValueOrDefault(scope);
        var rest = service?.Protocols.FirstOrDefault(protocol => protocol is WireProtocolKind.RestJson or WireProtocolKind.RestXml, service.Protocols[0]) ?? WireProtocolKind.RestJson;
        return new CallTarget(service, rest, scope);
    }

    private static string? CborService(WireRequest request) => request.Header("Smithy-Protocol") == "rpc-v2-cbor" || request.Path.StartsWith(CborPath, StringComparison.Ordinal)
        ? CborParts(request) is [_, _, var service, "operation", _] && request.Method == "POST" ? service : null
        : null;

    private static string[] CborParts(WireRequest request) => request.Path.StartsWith(CborPath, StringComparison.Ordinal) ? request.Path.Split('/') : [];

    private static (string Action, string Version)? FormAction(WireRequest request)
    {
        if (!IsForm(request) && (request.Path != "/" || request.Parameter("Action") is null))
        {
            return null;
        }

        var form = QueryProtocol.ReadForm(request);
        var action = form.FirstOrDefault(parameter => parameter.Name == "Action").Value;
        return action is null ? null : (action, form.FirstOrDefault(parameter => parameter.Name == "Version").Value ?? "");
    }

    private static FrozenDictionary<string, ServiceFacts> ByKey(ModelCatalog models, Func<ServiceFacts, string?> key) =>
        models.Services.Values.Where(service => key(service) is not null).DistinctBy(key).ToFrozenDictionary(service => key(service)!, StringComparer.Ordinal);
}
