using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Json;

/// <summary>JSON 1.0 and 1.1: everything in the body, the operation in X-Amz-Target. Specification: Smithy AWS JSON 1.0 and 1.1.</summary>
internal sealed class JsonProtocol : IWireProtocol
{
    /// <inheritdoc/>
    public JsonObject ReadRequest(ServiceModel service, OperationModel operation, WireRequest request)
    {
        using var document = JsonBody.Read(request.Body);
        return document is null || operation.Input is null ? [] : JsonShapeReader.ReadStructure(operation.Input, document.RootElement, "");
    }

    /// <inheritdoc/>
    public WireAnswer WriteAnswer(ServiceModel service, OperationModel operation, JsonObject answer, string requestId) => new()
    {
        Status = 200,
        Headers = { ["Content-Type"] = ContentType(service) },
        Body = JsonShapeWriter.Write(writer =>
        {
            writer.WriteStartObject();
            if (operation.Output is not null)
            {
                JsonShapeWriter.WriteMembers(writer, operation.Output, answer);
            }

            writer.WriteEndObject();
        }),
    };

    /// <inheritdoc/>
    public WireAnswer WriteError(ServiceModel? service, AwsException error, string requestId) => JsonErrors.Write(service, error, ContentType(service), isTyped: true);

    private static string ContentType(ServiceModel? service) => $"application/x-amz-json-{service?.Facts.JsonVersion ?? "1.1"}";
}
