using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols.Rest;

namespace Headwater.Aws.Protocols.Json;

/// <summary>REST with JSON bodies. Specification: Smithy AWS REST JSON 1.</summary>
internal sealed class RestJsonProtocol : IWireProtocol
{
    private const string ContentType = "application/json";

    /// <inheritdoc/>
    public JsonObject ReadRequest(ServiceModel service, OperationModel operation, WireRequest request)
    {
        var result = ReadBody(operation, request.Body);
        RestRequestReader.Read(operation, request, result);
        return result;
    }

    /// <inheritdoc/>
    public WireAnswer WriteAnswer(ServiceModel service, OperationModel operation, JsonObject answer, string requestId)
    {
        var written = RestAnswerWriter.Begin(operation, answer);
        if (operation.Output is not { } output || operation.StreamingOutput is not null)
        {
            return written;
        }

        if (output.PayloadMember is { } payload)
        {
            WritePayload(written, payload, answer[payload.Name]);
        }
        else if (written.Status != 204)
        {
            written.Headers["Content-Type"] = ContentType;
            written.Body = JsonShapeWriter.Write(writer =>
            {
                writer.WriteStartObject();
                JsonShapeWriter.WriteMembers(writer, output, answer);
                writer.WriteEndObject();
            });
        }

        return written;
    }

    /// <inheritdoc/>
    public WireAnswer WriteError(ServiceModel? service, AwsException error, string requestId) => JsonErrors.Write(service, error, ContentType, isTyped: false);

    private static JsonObject ReadBody(OperationModel operation, ReadOnlyMemory<byte> body)
    {
        if (operation.Input is not { } input || operation.StreamingInput is not null)
        {
            return [];
        }

        if (input.PayloadMember is not { } payload)
        {
            if (input.Members.All(member => member.Location != MemberLocation.Body))
            {
                return [];
            }

            using var document = JsonBody.Read(body);
            return document is null ? [] : JsonShapeReader.ReadStructure(input, document.RootElement, "");
        }

        return ReadPayload(payload, body) is { } value ? new JsonObject { [payload.Name] = value } : [];
    }

    private static JsonNode? ReadPayload(Member payload, ReadOnlyMemory<byte> body)
    {
        if (payload.Shape.Kind is ShapeKind.Blob or ShapeKind.String)
        {
            return RestRequestReader.ReadRawPayload(payload, body);
        }

        using var document = JsonBody.Read(body);
        return document is null ? null : JsonShapeReader.Read(payload, document.RootElement, payload.Name);
    }

    private static void WritePayload(WireAnswer written, Member payload, JsonNode? value)
    {
        if (value is null)
        {
            return;
        }

        if (payload.Shape.Kind is ShapeKind.Blob or ShapeKind.String)
        {
            written.Headers.TryAdd("Content-Type", payload.Shape.Kind == ShapeKind.Blob ? "application/octet-stream" : "text/plain");
            written.Body = RestAnswerWriter.RawPayload(payload, value);
        }
        else
        {
            written.Headers["Content-Type"] = ContentType;
            written.Body = JsonShapeWriter.Write(writer => JsonShapeWriter.Write(writer, payload, value));
        }
    }
}
