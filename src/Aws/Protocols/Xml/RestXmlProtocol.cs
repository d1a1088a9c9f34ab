using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols.Rest;

namespace Headwater.Aws.Protocols.Xml;

/// <summary>REST with XML bodies. Specification: Smithy AWS REST XML; S3's errors have no element around.</summary>
internal sealed class RestXmlProtocol : IWireProtocol
{
    private const string ContentType = "application/xml";

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
        if (operation.Output is not { } output || operation.StreamingOutput is not null || operation.Method == "HEAD")
        {
            return written;
        }

        if (output.PayloadMember is { Shape.Kind: ShapeKind.Blob or ShapeKind.String } raw)
        {
            written.Body = answer[raw.Name] is { } value ? RestAnswerWriter.RawPayload(raw, value) : default;
        }
        else if (written.Status != 204)
        {
            WriteDocument(written, service, operation, output, answer);
        }

        return written;
    }

    /// <inheritdoc/>
    public WireAnswer WriteError(ServiceModel? service, AwsException error, string requestId) =>
        service is null || service.Name == "s3" ? S3Error.Write(service, error, requestId) : QueryErrorDocument.Write(service, error, requestId);

    private static JsonObject ReadBody(OperationModel operation, ReadOnlyMemory<byte> body)
    {
        if (operation.Input is not { } input || operation.StreamingInput is not null)
        {
            return [];
        }

        if (input.PayloadMember is { Shape.Kind: ShapeKind.Blob or ShapeKind.String } raw)
        {
            return RestRequestReader.ReadRawPayload(raw, body) is { } value ? new JsonObject { [raw.Name] = value } : [];
        }

        if (input.PayloadMember is { } payload)
        {
            return XmlBody.Read(body) is { } root ? new JsonObject { [payload.Name] = XmlShapeReader.Read(payload, root, payload.Name) } : [];
        }

        return input.Members.Any(member => member.Location == MemberLocation.Body) && XmlBody.Read(body) is { } document ? XmlShapeReader.ReadStructure(input, document, "") : [];
    }

    private static void WriteDocument(WireAnswer written, ServiceModel service, OperationModel operation, Shape output, JsonObject answer)
    {
        var isS3 = service.Name == "s3";
        var outer = isS3 ? S3Documents.Namespace : output.XmlNamespace?.Uri ?? service.Facts.XmlNamespace;
        if (output.PayloadMember is { } payload)
        {
            if (answer[payload.Name] is { } value)
            {
                written.Headers["Content-Type"] = ContentType;
                written.Body = XmlShapeWriter.Write(isS3, (_, shapes) => shapes.WriteElement(payload.LocationName ?? payload.Shape.LocationName ?? payload.Shape.Name, payload, value, outer));
            }
        }
        else if (output.Members.Any(member => member.Location == MemberLocation.Body))
        {
            written.Headers["Content-Type"] = ContentType;
            written.Body = isS3 && operation.Name == S3Documents.BareAnswer ? WriteBare(output.Members[0], answer) : WriteMembers(isS3, Root(operation, output), output, answer, outer);
        }
    }

    private static ReadOnlyMemory<byte> WriteMembers(bool isS3, string root, Shape output, JsonObject answer, string? outer) => XmlShapeWriter.Write(isS3, (writer, shapes) =>
    {
        writer.WriteStartElement(null, root, outer);
        shapes.WriteMembers(output, answer, outer);
        writer.WriteEndElement();
    });

    private static ReadOnlyMemory<byte> WriteBare(Member member, JsonObject answer) =>
        XmlShapeWriter.Write(true, (_, shapes) => shapes.WriteElement(member.WireName, member, answer[member.Name], S3Documents.Namespace));

    private static string Root(OperationModel operation, Shape output) => S3Documents.Root(operation.Name) ?? output.LocationName ?? output.Name;
}
