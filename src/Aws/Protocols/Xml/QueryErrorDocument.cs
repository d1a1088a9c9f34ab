using Headwater.Aws.Calls;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Xml;

/// <summary>Errors of the query protocol, which REST services with XML share.</summary>
internal static class QueryErrorDocument
{
    /// <summary>Writes an error.</summary>
    public static WireAnswer Write(ServiceModel? service, AwsException error, string requestId)
    {
        var facts = ErrorFacts.Of(service, error);
        var outer = service?.Facts.XmlNamespace;
        return new WireAnswer
        {
            Status = facts.Status,
            Headers = { ["Content-Type"] = "text/xml" },
            Body = XmlShapeWriter.Write(false, (writer, shapes) =>
            {
                writer.WriteStartElement(null, "ErrorResponse", outer);
                writer.WriteStartElement(null, "Error", outer);
                writer.WriteElementString("Type", outer, facts.Type);
                writer.WriteElementString("Code", outer, facts.Code);
                writer.WriteElementString("Message", outer, error.Message);
                foreach (var (name, value) in error.Members ?? [])
                {
                    if (facts.Shape?.Find(name) is { } member && !member.Name.Equals("message", StringComparison.OrdinalIgnoreCase))
                    {
                        shapes.WriteElement(member.WireName, member, value, outer);
                    }
                }

                writer.WriteEndElement();
                writer.WriteElementString("RequestId", outer, requestId);
                writer.WriteEndElement();
            }),
        };
    }
}
