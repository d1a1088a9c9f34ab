using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols;

/// <summary>Between bytes and canonical documents; one implementation for each protocol. Without state, safe for all threads.</summary>
internal interface IWireProtocol
{
    /// <summary>The canonical document of a request. Members that stream are not in it.</summary>
    /// <exception cref="AwsException">The bytes are no such request; code <see cref="WireFault.Serialization"/> or a more precise one.</exception>
    JsonObject ReadRequest(ServiceModel service, OperationModel operation, WireRequest request);

    /// <summary>The answer that carries a canonical document; its streaming member is left to the caller.</summary>
    WireAnswer WriteAnswer(ServiceModel service, OperationModel operation, JsonObject answer, string requestId);

    /// <summary>The answer that carries an error.</summary>
    /// <param name="service">The service that was called; null when it is not known.</param>
    /// <param name="error">What went wrong.</param>
    /// <param name="requestId">Names the call.</param>
    WireAnswer WriteError(ServiceModel? service, AwsException error, string requestId);
}
