using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Cbor;

/// <summary>Smithy RPC version 2 with CBOR: everything in the body, the operation in the path. Specification: Smithy RPC v2 CBOR.</summary>
internal sealed class RpcV2CborProtocol : IWireProtocol
{
    private const string ContentType = "application/cbor";

    /// <inheritdoc/>
    public JsonObject ReadRequest(ServiceModel service, OperationModel operation, WireRequest request) =>
        request.Body.IsEmpty || operation.Input is null ? [] : CborShapeReader.Read(operation.Input, request.Body.Span);

    /// <inheritdoc/>
    public WireAnswer WriteAnswer(ServiceModel service, OperationModel operation, JsonObject answer, string requestId)
    {
        var written = Begin(200);
        if (operation.Output is not null)
        {
            var writer = new CborShapeWriter();
            writer.WriteStructure(operation.Output, answer);
            written.Body = writer.Written;
            written.Headers["Content-Type"] = ContentType;
        }

        return written;
    }

    /// <inheritdoc/>
    public WireAnswer WriteError(ServiceModel? service, AwsException error, string requestId)
    {
        var facts = ErrorFacts.Of(service, error);
        var written = Begin(facts.Status);
        written.Headers["Content-Type"] = ContentType;
        if (service?.Facts.IsQueryCompatible == true)
        {
            written.Headers["x-amzn-query-error"] = $"{facts.Code};{facts.Type}";
        }

        var members = facts.Members(error, "message");
        var writer = new CborShapeWriter();
        writer.WriteMapHead(members.Count + 1);
        writer.WriteText("__type");
        writer.WriteText(facts.Name);
        foreach (var (name, value) in members)
        {
            var member = facts.Shape?.Find(name);
            writer.WriteText(member?.WireName ?? name);
            writer.Write(member?.Shape, value is JsonObject or JsonArray && member is null ? JsonValue.Create(value.ToJsonString()) : value);
        }

        written.Body = writer.Written;
        return written;
    }

    private static WireAnswer Begin(int status) => new() { Status = status, Headers = { ["smithy-protocol"] = "rpc-v2-cbor" } };
}
