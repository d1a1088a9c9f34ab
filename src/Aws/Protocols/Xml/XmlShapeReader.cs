using System.Text.Json.Nodes;
using System.Xml.Linq;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Xml;

/// <summary>XML of the wire to canonical values. Namespaces are not looked at: clients differ in them.</summary>
internal static class XmlShapeReader
{
    /// <summary>Reads a structure.</summary>
    /// <exception cref="Calls.AwsException">A value is not of the kind the model says, or a single value stands twice.</exception>
    public static JsonObject ReadStructure(Shape shape, XElement element, string path)
    {
        var children = element.Elements().ToLookup(child => child.Name.LocalName, StringComparer.Ordinal);
        var result = new JsonObject();
        foreach (var member in shape.Members)
        {
            if (member.Location == MemberLocation.Body && !member.IsStreaming && ReadMember(member, element, children, path.Length == 0 ? member.Name : $"{path}.{member.Name}") is { } value)
            {
                result[member.Name] = value;
            }
        }

        return result;
    }

    /// <summary>Reads a value from its element.</summary>
    public static JsonNode Read(Member member, XElement element, string path) => member.Shape.Kind switch
    {
        ShapeKind.Structure => ReadStructure(member.Shape, element, path),
        ShapeKind.List => ReadList(member.Shape, element.Elements(), path),
        ShapeKind.Map => ReadMap(member.Shape, element.Elements(), path),
        ShapeKind.String => TextValues.Read(member, ReadText(element, path), path),
        _ => TextValues.Read(member, ReadText(element, path).Trim(), path),
    };

    private static JsonNode? ReadMember(Member member, XElement parent, ILookup<string, XElement> children, string path)
    {
        if (member.IsXmlAttribute)
        {
            var name = member.WireName[(member.WireName.IndexOf(':', StringComparison.Ordinal) + 1)..];
            return parent.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name) is { } attribute ? TextValues.Read(member, attribute.Value, path) : null;
        }

        // A flattened list without a name of its own goes by its element's in some clients.
        var found = member is { IsFlattened: true, LocationName: null, Shape.Element.LocationName: { } elementName } && !children.Contains(member.Name) ? children[elementName] : children[member.WireName];
        if (member is { IsFlattened: true, Shape.Kind: ShapeKind.List or ShapeKind.Map })
        {
            return !found.Any() ? null : member.Shape.Kind == ShapeKind.List ? ReadList(member.Shape, found, path) : ReadMap(member.Shape, found, path);
        }

        using var elements = found.GetEnumerator();
        if (!elements.MoveNext())
        {
            return null;
        }

        var element = elements.Current;
        return elements.MoveNext() ? throw WireFault.Malformed($"{path} stands more than once.") : Read(member, element, path);
    }

    private static JsonArray ReadList(Shape shape, IEnumerable<XElement> elements, string path)
    {
        var list = new JsonArray();
        foreach (var element in elements)
        {
            list.Add(Read(shape.Element!, element, $"{path}[{list.Count}]"));
        }

        return list;
    }

    private static JsonObject ReadMap(Shape shape, IEnumerable<XElement> entries, string path)
    {
        var map = new JsonObject();
        foreach (var entry in entries)
        {
            var key = Child(entry, shape.Key!.LocationName ?? "key") ?? throw WireFault.Malformed($"An entry of {path} has no key.");
            var name = ReadText(key, path);
            map[name] = Child(entry, shape.Value!.LocationName ?? "value") is { } value ? Read(shape.Value, value, $"{path}.{name}") : null;
        }

        return map;
    }

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static string ReadText(XElement element, string path) => element.HasElements ? throw WireFault.WrongKind(path, "a single value") : element.Value;
}
