using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Xml;

/// <summary>S3's errors: one element, with members such as BucketName and Key between message and request.</summary>
internal static class S3Error
{
    /// <summary>Writes an error.</summary>
    public static WireAnswer Write(ServiceModel? service, AwsException error, string requestId)
    {
        var facts = ErrorFacts.Of(service, error);
        var answer = new WireAnswer { Status = facts.Status, Headers = { ["Content-Type"] = "application/xml" } };
        if (facts.Status == 304)
        {
            answer.Headers.Clear();
            return answer;
        }

        answer.Body = XmlShapeWriter.Write(true, (writer, _) =>
        {
            writer.WriteStartElement("Error");
            writer.WriteElementString("Code", facts.Code);
            writer.WriteElementString("Message", error.Message);
            foreach (var (name, value) in error.Members ?? [])
            {
                writer.WriteElementString(name, Text(value));
            }

            writer.WriteElementString("RequestId", requestId);
            writer.WriteElementString("HostId", requestId);
            writer.WriteEndElement();
        });
        return answer;
    }

    private static string Text(JsonNode? value) => value is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{value}");
}
