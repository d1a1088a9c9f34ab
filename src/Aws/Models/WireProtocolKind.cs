namespace Headwater.Aws.Models;

/// <summary>How calls travel.</summary>
public enum WireProtocolKind
{
    /// <summary>REST with JSON bodies.</summary>
    RestJson,

    /// <summary>REST with XML bodies.</summary>
    RestXml,

    /// <summary>Forms in, XML out.</summary>
    Query,

    /// <summary>JSON with the operation in X-Amz-Target; versions 1.0 and 1.1.</summary>
    Json,

    /// <summary>Smithy RPC version 2 with CBOR.</summary>
    RpcV2Cbor,
}
