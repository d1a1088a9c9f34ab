using System.Text.Json;
using System.Text.Json.Nodes;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Json;

/// <summary>JSON of the wire to canonical values: wire names become the model's, moments ISO texts. Members the model does not know are left out, as the services do.</summary>
internal static class JsonShapeReader
{
    /// <summary>Reads a structure.</summary>
    /// <exception cref="Calls.AwsException">A value is not of the kind the model says.</exception>
    public static JsonObject ReadStructure(Shape shape, JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw WireFault.WrongKind(path.Length == 0 ? "the body" : path, "an object");
        }

        var result = new JsonObject();
        foreach (var property in element.EnumerateObject())
        {
            if (shape.FindByWireName(property.Name) is { Location: MemberLocation.Body, IsStreaming: false } member && Read(member, property.Value, Join(path, member.Name)) is { } value)
            {
                result[member.Name] = value;
            }
        }

        return result;
    }

    /// <summary>Reads a value; null stays away.</summary>
    public static JsonNode? Read(Member member, JsonElement element, string path) => element.ValueKind == JsonValueKind.Null ? null : member.Shape.Kind switch
    {
        ShapeKind.Structure => ReadStructure(member.Shape, element, path),
        ShapeKind.List => ReadList(member.Shape, element, path),
        ShapeKind.Map => ReadMap(member.Shape, element, path),
        ShapeKind.Document => JsonNode.Parse(element.GetRawText()),
        _ => ReadSingle(member, element, path),
    };

    private static JsonArray ReadList(Shape shape, JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw WireFault.WrongKind(path, "a list");
        }

        var list = new JsonArray();
        foreach (var item in element.EnumerateArray())
        {
            list.Add(Read(shape.Element!, item, $"{path}[{list.Count}]"));
        }

        return list;
    }

    private static JsonObject ReadMap(Shape shape, JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw WireFault.WrongKind(path, "a map");
        }

        var map = new JsonObject();
        foreach (var property in element.EnumerateObject())
        {
            map[property.Name] = Read(shape.Value!, property.Value, Join(path, property.Name));
        }

        return map;
    }

    private static JsonNode ReadSingle(Member member, JsonElement element, string path)
    {
        switch (member.Shape.Kind, element.ValueKind)
        {
            case (ShapeKind.String, JsonValueKind.String):
                return JsonValue.Create(element.GetString()!);
            case (ShapeKind.Blob, JsonValueKind.String):
                return JsonValue.Create(TextValues.Blob(element.GetString()!, path));
            case (ShapeKind.Boolean, JsonValueKind.True or JsonValueKind.False):
                return JsonValue.Create(element.GetBoolean());
            case (ShapeKind.Integer or ShapeKind.Long, JsonValueKind.Number):
                return ReadWhole(member.Shape.Kind, element, path);
            case (ShapeKind.Float or ShapeKind.Double, JsonValueKind.Number):
                return TextValues.Number(element.GetDouble());
            case (ShapeKind.Float or ShapeKind.Double, JsonValueKind.String) when element.GetString() is "NaN" or "Infinity" or "-Infinity":
                return JsonValue.Create(element.GetString()!);
            case (ShapeKind.Timestamp, JsonValueKind.Number):
                return JsonValue.Create(Timestamps.FromSeconds(element.GetDouble()) ?? throw WireFault.WrongKind(path, "a timestamp"));
            case (ShapeKind.Timestamp, JsonValueKind.String):
                return JsonValue.Create(Timestamps.FromText(element.GetString()!) ?? throw WireFault.WrongKind(path, "a timestamp"));
            default:
                throw WireFault.WrongKind(path, Words(member.Shape.Kind));
        }
    }

    private static JsonValue ReadWhole(ShapeKind kind, JsonElement element, string path)
    {
        if (kind == ShapeKind.Integer)
        {
            return element.TryGetInt32(out var integer) ? JsonValue.Create(integer)
                : element.TryGetDouble(out var written) && written == (int)written ? JsonValue.Create((int)written)
                : throw WireFault.WrongKind(path, Words(kind));
        }

        return element.TryGetInt64(out var value) ? JsonValue.Create(value)
            : element.TryGetDouble(out var fraction) && Math.Abs(fraction) < 9e15 && fraction == Math.Floor(fraction) ? JsonValue.Create((long)fraction)
            : throw WireFault.WrongKind(path, Words(kind));
    }

    private static string Words(ShapeKind kind) => kind switch
    {
        ShapeKind.String => "a string",
        ShapeKind.Blob => "base64 text",
        ShapeKind.Boolean => "a Boolean",
        ShapeKind.Integer => "a 32-bit integer",
        ShapeKind.Long => "a 64-bit integer",
        ShapeKind.Timestamp => "a timestamp",
        _ => "a number",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
