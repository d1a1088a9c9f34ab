using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Json;

/// <summary>Errors of the two JSON protocols.</summary>
internal static class JsonErrors
{
    /// <summary>Writes an error.</summary>
    /// <param name="service">The service that was called, or null.</param>
    /// <param name="error">What went wrong.</param>
    /// <param name="contentType">Of the body.</param>
    /// <param name="isTyped">Whether the body names the error too.</param>
    public static WireAnswer Write(ServiceModel? service, AwsException error, string contentType, bool isTyped)
    {
        var facts = ErrorFacts.Of(service, error);
        var answer = new WireAnswer { Status = facts.Status, Headers = { ["Content-Type"] = contentType, ["x-amzn-ErrorType"] = facts.Name } };
        if (service?.Facts.IsQueryCompatible == true)
        {
            answer.Headers["x-amzn-query-error"] = $"{facts.Code};{facts.Type}";
        }

        var members = facts.Members(error, "message");
        answer.Body = JsonShapeWriter.Write(writer =>
        {
            writer.WriteStartObject();
            if (isTyped)
            {
                writer.WriteString("__type", facts.Name);
            }

            foreach (var (name, value) in members)
            {
                WriteMember(writer, facts.Shape, name, value);
            }

            writer.WriteEndObject();
        });
        return answer;
    }

    private static void WriteMember(System.Text.Json.Utf8JsonWriter writer, Shape? shape, string name, JsonNode? value)
    {
        if (shape?.Find(name) is { } member)
        {
            writer.WritePropertyName(member.WireName);
            JsonShapeWriter.Write(writer, member, value);
        }
        else
        {
            writer.WritePropertyName(name);
            (value ?? JsonValue.Create(string.Empty)).WriteTo(writer);
        }
    }
}
