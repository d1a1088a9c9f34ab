using Headwater.Aws.Models;
using Headwater.Aws.Protocols.Cbor;
using Headwater.Aws.Protocols.Json;
using Headwater.Aws.Protocols.Query;
using Headwater.Aws.Protocols.Xml;

namespace Headwater.Aws.Protocols;

/// <summary>The protocols by kind.</summary>
internal static class WireProtocols
{
    private static readonly RestJsonProtocol RestJson = new();
    private static readonly RestXmlProtocol RestXml = new();
    private static readonly QueryProtocol Query = new();
    private static readonly JsonProtocol Json = new();
    private static readonly RpcV2CborProtocol RpcV2Cbor = new();

    /// <summary>The protocol of a kind.</summary>
    public static IWireProtocol Of(WireProtocolKind kind) => kind switch
    {
        WireProtocolKind.RestJson => RestJson,
        WireProtocolKind.RestXml => RestXml,
        WireProtocolKind.Query => Query,
        WireProtocolKind.Json => Json,
        _ => RpcV2Cbor,
    };
}
