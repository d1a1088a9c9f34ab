using System.Text.Json.Nodes;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Query;

/// <summary>Parameters of a form to canonical values. Specification: Smithy AWS Query, serialization of members.</summary>
internal static class FormShapeReader
{
    /// <summary>Reads a structure.</summary>
    /// <exception cref="Calls.AwsException">A value is not of the kind the model says.</exception>
    public static JsonObject ReadStructure(Shape shape, FormTree tree, string path)
    {
        var result = new JsonObject();
        foreach (var member in shape.Members)
        {
            if (Find(tree, member) is { } found && Read(member, found, path.Length == 0 ? member.Name : $"{path}.{member.Name}") is { } value)
            {
                result[member.Name] = value;
            }
        }

        return result;
    }

    // A flattened list goes by its element's name when that has one.
    private static FormTree? Find(FormTree tree, Member member) =>
        (member is { IsFlattened: true, Shape: { Kind: ShapeKind.List, Element.LocationName: { } element } } ? tree.Find(element) : null) ?? tree.Find(member.WireName);

    private static JsonNode? Read(Member member, FormTree tree, string path) => member.Shape.Kind switch
    {
        ShapeKind.Structure => ReadStructure(member.Shape, tree, path),
        ShapeKind.List => ReadList(member, tree, path),
        ShapeKind.Map => ReadMap(member, tree, path),
        ShapeKind.String => tree.Value is { } text ? TextValues.Read(member, text, path) : throw WireFault.WrongKind(path, "a single value"),
        _ => string.IsNullOrEmpty(tree.Value) ? null : TextValues.Read(member, tree.Value, path),
    };

    private static JsonArray ReadList(Member member, FormTree tree, string path)
    {
        var items = member.IsFlattened ? tree : tree.Find(member.Shape.Element!.LocationName ?? "member") ?? tree.Find("member");
        var list = new JsonArray();
        foreach (var item in items?.Numbered ?? [])
        {
            list.Add(Read(member.Shape.Element!, item, $"{path}[{list.Count}]"));
        }

        return list;
    }

    private static JsonObject ReadMap(Member member, FormTree tree, string path)
    {
        var (key, value) = (member.Shape.Key!, member.Shape.Value!);
        var map = new JsonObject();
        foreach (var entry in (member.IsFlattened ? tree : tree.Find("entry"))?.Numbered ?? [])
        {
            var name = entry.Find(key.LocationName ?? "key")?.Value ?? throw WireFault.Malformed($"An entry of {path} has no key.");
            map[name] = entry.Find(value.LocationName ?? "value") is { } found ? Read(value, found, $"{path}.{name}") : null;
        }

        return map;
    }
}
