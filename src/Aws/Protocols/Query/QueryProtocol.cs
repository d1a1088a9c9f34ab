using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols.Xml;

namespace Headwater.Aws.Protocols.Query;

/// <summary>Forms in, XML out; the operation is the form's <c>Action</c>. Specification: Smithy AWS Query.</summary>
internal sealed class QueryProtocol : IWireProtocol
{
    /// <summary>The form: the body's, and the query string's for calls by GET.</summary>
    /// <exception cref="AwsException">It is not UTF-8, or has too many parameters.</exception>
    public static IReadOnlyList<QueryParameter> ReadForm(WireRequest request)
    {
        var body = QueryParameter.ReadAll(Encoding.UTF8.GetString(request.Body.Span));
        return request.QueryText.Length == 0 ? body : [.. request.Query, .. body];
    }

    /// <inheritdoc/>
    public JsonObject ReadRequest(ServiceModel service, OperationModel operation, WireRequest request) =>
        operation.Input is null ? [] : FormShapeReader.ReadStructure(operation.Input, FormTree.Read(ReadForm(request)), "");

    /// <inheritdoc/>
    public WireAnswer WriteAnswer(ServiceModel service, OperationModel operation, JsonObject answer, string requestId)
    {
        var outer = service.Facts.XmlNamespace;
        return new WireAnswer
        {
            Status = 200,
            Headers = { ["Content-Type"] = "text/xml" },
            Body = XmlShapeWriter.Write(false, (writer, shapes) =>
            {
                writer.WriteStartElement(null, $"{operation.Name}Response", outer);
                if (operation.Output is not null)
                {
                    writer.WriteStartElement(null, operation.ResultWrapper ?? $"{operation.Name}Result", outer);
                    shapes.WriteMembers(operation.Output, answer, outer);
                    writer.WriteEndElement();
                }

                writer.WriteStartElement(null, "ResponseMetadata", outer);
                writer.WriteElementString("RequestId", outer, requestId);
                writer.WriteEndElement();
                writer.WriteEndElement();
            }),
        };
    }

    /// <inheritdoc/>
    public WireAnswer WriteError(ServiceModel? service, AwsException error, string requestId) => QueryErrorDocument.Write(service, error, requestId);
}
