using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols;
using Headwater.Aws.Protocols.Query;

namespace Headwater.Aws.Gateway;

/// <summary>Finds the operation that a request calls.</summary>
internal static class OperationFinder
{
    /// <summary>The operation.</summary>
    /// <param name="service">The service that is called.</param>
    /// <param name="target">How.</param>
    /// <param name="request">The request, path-style.</param>
    /// <param name="mayFail">Hands back null instead of a refusal.</param>
    /// <exception cref="AwsException">The service has no such operation.</exception>
    public static OperationModel? Find(MappedService service, CallTarget target, WireRequest request, bool mayFail)
    {
        var (name, version) = target.Protocol switch
        {
            WireProtocolKind.Json => (request.Header("X-Amz-Target")!.Split('.', 2)[^1], null),
            WireProtocolKind.RpcV2Cbor => (RequestIdentifier.CborOperation(request), null),
            WireProtocolKind.Query => Action(request),
            _ => (null, null),
        };
        var isRest = target.Protocol is WireProtocolKind.RestJson or WireProtocolKind.RestXml;
        var found = isRest ? service.Route(request) : service.Model.Operations.GetValueOrDefault(name ?? "");
        if (found is null || (version is not null && version != service.Model.Facts.ApiVersion))
        {
            return mayFail ? null : throw Unknown(service.Model.Facts, target.Protocol, name ?? $"{request.Method} {request.Path}", version);
        }

        return found;
    }

    /// <summary>The refusal of an operation that the service does not have.</summary>
    public static AwsException Unknown(ServiceFacts service, WireProtocolKind protocol, string operation, string? version = null) => protocol switch
    {
        WireProtocolKind.Query => new AwsException("InvalidAction", $"Could not find operation {operation} for version {version ?? service.ApiVersion}") { Status = 400 },
        WireProtocolKind.RestXml => new AwsException("MethodNotAllowed", "The specified method is not allowed against this resource.") { Status = 405 },
        _ => new AwsException("UnknownOperationException", $"{service.Name} has no operation {operation}.") { Status = 404 },
    };

    private static (string? Action, string? Version) Action(WireRequest request)
    {
        var form = QueryProtocol.ReadForm(request);
        return (form.FirstOrDefault(parameter => parameter.Name == "Action").Value, form.FirstOrDefault(parameter => parameter.Name == "Version").Value);
    }
}
