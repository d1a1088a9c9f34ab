using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Xml;

/// <summary>Canonical values to XML of the wire, on one writer.</summary>
/// <param name="writer">Where to.</param>
/// <param name="withMilliseconds">Moments always have milliseconds, as S3 writes them.</param>
internal sealed class XmlShapeWriter(XmlWriter writer, bool withMilliseconds)
{
    // Characters that XML 1.0 has no way to say are written as references, as the services do.
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    /// <summary>Writes one document.</summary>
    public static ReadOnlyMemory<byte> Write(bool withMilliseconds, Action<XmlWriter, XmlShapeWriter> write)
    {
        var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, Settings))
        {
            write(writer, new XmlShapeWriter(writer, withMilliseconds));
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    /// <summary>Writes the members of a structure that travel in the body: attributes first, then elements in the model's order.</summary>
    /// <param name="shape">The structure.</param>
    /// <param name="value">Its canonical value.</param>
    /// <param name="outer">The namespace of the element around.</param>
    /// <param name="declared">The namespace that the element around declares with a prefix, for its attributes; or null.</param>
    public void WriteMembers(Shape shape, JsonObject value, string? outer, XmlNamespaceName? declared = null)
    {
        foreach (var member in shape.Members.Where(member => member.IsXmlAttribute && value[member.Name] is not null))
        {
            WriteAttribute(member, value[member.Name]!, declared);
        }

        foreach (var member in shape.Members)
        {
            if (member is { Location: MemberLocation.Body, IsXmlAttribute: false, IsStreaming: false } && value[member.Name] is { } item)
            {
                WriteMember(member, item, outer);
            }
        }
    }

    /// <summary>Writes a value in an element.</summary>
    public void WriteElement(string name, Member member, JsonNode? value, string? outer)
    {
        var declared = member.XmlNamespace;
        var inner = declared is { Prefix: null } ? declared.Uri : outer;
        writer.WriteStartElement(null, name, inner);
        if (declared is { Prefix: { } prefix })
        {
            writer.WriteAttributeString("xmlns", prefix, null, declared.Uri);
        }

        WriteContent(member, value, inner, declared);
        writer.WriteEndElement();
    }

    private void WriteMember(Member member, JsonNode value, string? outer)
    {
        switch (member.Shape.Kind, value)
        {
            case (ShapeKind.List, JsonArray list) when member.IsFlattened:
                WriteItems(member.LocationName ?? member.Shape.Element!.LocationName ?? member.Name, member.Shape, list, outer);
                break;
            case (ShapeKind.Map, JsonObject map) when member.IsFlattened:
                WriteEntries(member.WireName, member.Shape, map, outer);
                break;
            default:
                WriteElement(member.WireName, member, value, outer);
                break;
        }
    }

    private void WriteContent(Member member, JsonNode? value, string? inner, XmlNamespaceName? declared)
    {
        switch (member.Shape.Kind, value)
        {
            case (_, null):
                break;
            case (ShapeKind.Structure, JsonObject structure):
                WriteMembers(member.Shape, structure, inner, declared);
                break;
            case (ShapeKind.List, JsonArray list):
                WriteItems(member.Shape.Element!.LocationName ?? "member", member.Shape, list, inner);
                break;
            case (ShapeKind.Map, JsonObject map):
                WriteEntries("entry", member.Shape, map, inner);
                break;
            default:
                WriteText(Text(member, value));
                break;
        }
    }

    private void WriteItems(string name, Shape shape, JsonArray list, string? outer)
    {
        foreach (var item in list)
        {
            WriteElement(name, shape.Element!, item, outer);
        }
    }

    private void WriteEntries(string name, Shape shape, JsonObject map, string? outer)
    {
        foreach (var (key, value) in map)
        {
            writer.WriteStartElement(null, name, outer);
            WriteElement(shape.Key!.LocationName ?? "key", shape.Key, JsonValue.Create(key), outer);
            WriteElement(shape.Value!.LocationName ?? "value", shape.Value, value, outer);
            writer.WriteEndElement();
        }
    }

    private void WriteAttribute(Member member, JsonNode value, XmlNamespaceName? declared)
    {
        var colon = member.WireName.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || declared is null)
        {
            writer.WriteAttributeString(member.WireName[(colon + 1)..], Text(member, value));
        }
        else
        {
            writer.WriteAttributeString(member.WireName[..colon], member.WireName[(colon + 1)..], declared.Uri, Text(member, value));
        }
    }

    // A carriage return would be read back as a line feed (XML 1.0, 2.11), so it is written as a reference.
    private void WriteText(string text)
    {
        foreach (var (index, part) in text.Split('\r').Index())
        {
            if (index > 0)
            {
                writer.WriteCharEntity('\r');
            }

            writer.WriteString(part);
        }
    }

    private string Text(Member member, JsonNode value) =>
        withMilliseconds && member is { Shape.Kind: ShapeKind.Timestamp, TimestampFormat: null or TimestampFormat.Iso8601 }
            ? value.ToString()
            : TextValues.Write(member, value, TimestampFormat.Iso8601);
}
