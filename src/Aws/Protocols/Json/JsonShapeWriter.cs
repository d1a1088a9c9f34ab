using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Json;

/// <summary>Canonical values to JSON of the wire.</summary>
internal static class JsonShapeWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one document.</summary>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes the members of a structure that travel in the body, in the model's order.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, Shape shape, JsonObject value)
    {
        foreach (var member in shape.Members)
        {
            if (member.Location == MemberLocation.Body && !member.IsStreaming && value.TryGetPropertyValue(member.Name, out var item) && item is not null)
            {
                writer.WritePropertyName(member.WireName);
                Write(writer, member, item);
            }
        }
    }

    /// <summary>Writes a value.</summary>
    public static void Write(Utf8JsonWriter writer, Member member, JsonNode? value)
    {
        switch (member.Shape.Kind, value)
        {
            case (_, null):
                writer.WriteNullValue();
                break;
            case (ShapeKind.Structure, JsonObject structure):
                writer.WriteStartObject();
                WriteMembers(writer, member.Shape, structure);
                writer.WriteEndObject();
                break;
            case (ShapeKind.List, JsonArray list):
                WriteList(writer, member.Shape, list);
                break;
            case (ShapeKind.Map, JsonObject map):
                WriteMap(writer, member.Shape, map);
                break;
            case (ShapeKind.Timestamp, _):
                WriteTimestamp(writer, member, value);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteList(Utf8JsonWriter writer, Shape shape, JsonArray list)
    {
        writer.WriteStartArray();
        foreach (var item in list)
        {
            Write(writer, shape.Element!, item);
        }

        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, Shape shape, JsonObject map)
    {
        writer.WriteStartObject();
        foreach (var (name, item) in map)
        {
            writer.WritePropertyName(name);
            Write(writer, shape.Value!, item);
        }

        writer.WriteEndObject();
    }

    private static void WriteTimestamp(Utf8JsonWriter writer, Member member, JsonNode value)
    {
        var format = member.TimestampFormat ?? TimestampFormat.UnixTimestamp;
        if (format == TimestampFormat.UnixTimestamp && Timestamps.ToSeconds(value.ToString()) is { } seconds)
        {
            writer.WriteNumberValue(seconds);
        }
        else
        {
            writer.WriteStringValue(Timestamps.ToText(value.ToString(), format));
        }
    }
}
