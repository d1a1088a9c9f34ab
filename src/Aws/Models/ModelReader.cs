using System.Collections.Frozen;
using System.Text.Json;

namespace Headwater.Aws.Models;

/// <summary>Reads the published JSON format into a model: all shapes first, then their members, for shapes may contain themselves.</summary>
internal sealed class ModelReader(JsonElement shapes)
{
    private readonly Dictionary<string, Shape> _shapes = shapes.EnumerateObject().ToDictionary(item => item.Name, item => ReadShape(item.Name, item.Value), StringComparer.Ordinal);

    /// <summary>Reads a whole description.</summary>
    public static ServiceModel Read(string name, JsonElement description)
    {
        var reader = new ModelReader(description.GetProperty("shapes"));
        reader.Complete();
        return new ServiceModel
        {
            Facts = ServiceFacts.Read(name, description.GetProperty("metadata")),
            Operations = description.GetProperty("operations").EnumerateObject().ToFrozenDictionary(item => item.Name, item => reader.ReadOperation(item.Name, item.Value), StringComparer.Ordinal),
            Shapes = reader._shapes.ToFrozenDictionary(StringComparer.Ordinal),
        };
    }

    private static Shape ReadShape(string name, JsonElement shape)
    {
        var error = shape.TryGetProperty("error", out var found) ? found : default;
        return new Shape
        {
            Name = name,
            Kind = Flag(shape, "document") ? ShapeKind.Document : Kind(Text(shape, "type") ?? "structure"),
            Required = Texts(shape, "required"),
            Enum = Texts(shape, "enum"),
            Min = Number(shape, "min"),
            Max = Number(shape, "max"),
            Pattern = Text(shape, "pattern") is { } pattern ? new ShapePattern(pattern) : null,
            Payload = Text(shape, "payload"),
            IsUnion = Flag(shape, "union"),
            IsSensitive = Flag(shape, "sensitive"),
            IsEventStream = Flag(shape, "eventstream"),
            IsError = Flag(shape, "exception") || error.ValueKind == JsonValueKind.Object,
            ErrorCode = Text(error, "code"),
            ErrorStatus = (int?)Number(error, "httpStatusCode"),
            IsServiceFault = Flag(shape, "fault") || Flag(error, "fault"),
            LocationName = Text(shape, "locationName"),
            XmlNamespace = Namespace(shape),
        };
    }

    private static ShapeKind Kind(string type) => type switch
    {
        "structure" => ShapeKind.Structure,
        "list" => ShapeKind.List,
        "map" => ShapeKind.Map,
        "string" or "character" => ShapeKind.String,
        "integer" => ShapeKind.Integer,
        "long" => ShapeKind.Long,
        "float" => ShapeKind.Float,
        "double" => ShapeKind.Double,
        "boolean" => ShapeKind.Boolean,
        "blob" => ShapeKind.Blob,
        "timestamp" => ShapeKind.Timestamp,
        _ => throw new InvalidDataException($"A model has a shape of type {type}, which is not known."),
    };

    private void Complete()
    {
        foreach (var item in shapes.EnumerateObject())
        {
            var members = item.Value.TryGetProperty("members", out var found)
                ? found.EnumerateObject().Select(member => ReadMember(member.Name, member.Value, item.Value)).ToArray()
                : [];
            _shapes[item.Name].Complete(members, Part(item.Value, "member"), Part(item.Value, "key"), Part(item.Value, "value"));
        }
    }

    private Member? Part(JsonElement shape, string name) => shape.TryGetProperty(name, out var part) ? ReadMember(name, part, shape) : null;

    private Member ReadMember(string name, JsonElement member, JsonElement parent)
    {
        var target = Text(member, "shape") ?? throw new InvalidDataException($"A model's member {name} has no shape.");
        var facts = shapes.GetProperty(target);
        return new Member
        {
            Name = name,
            Shape = _shapes[target],
            Location = Location(Text(member, "location")),
            LocationName = Text(member, "locationName"),
            IsFlattened = Flag(member, "flattened") || Flag(facts, "flattened"),
            IsStreaming = (Flag(member, "streaming") || Flag(facts, "streaming")) && Text(parent, "payload") == name,
            IsXmlAttribute = Flag(member, "xmlAttribute"),
            IsJsonValue = Flag(member, "jsonvalue") || Flag(facts, "jsonvalue"),
            IsIdempotencyToken = Flag(member, "idempotencyToken"),
            XmlNamespace = Namespace(member) ?? Namespace(facts),
            TimestampFormat = Format(Text(member, "timestampFormat") ?? Text(facts, "timestampFormat")),
        };
    }

    private OperationModel ReadOperation(string name, JsonElement operation)
    {
        var http = operation.TryGetProperty("http", out var found) ? found : default;
        return new OperationModel
        {
            Name = name,
            Method = Text(http, "method") ?? "POST",
            RequestUri = Text(http, "requestUri") ?? "/",
            ResponseStatus = (int)(Number(http, "responseCode") ?? 200),
            Input = Side(operation, "input"),
            Output = Side(operation, "output"),
            ResultWrapper = operation.TryGetProperty("output", out var output) ? Text(output, "resultWrapper") : null,
            Errors = operation.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray().Select(error => _shapes[Text(error, "shape")!])] : [],
            IsUnsigned = Text(operation, "authtype") == "none" || Texts(operation, "auth").SequenceEqual(["smithy.api#noAuth"]),
            IsDeprecated = Flag(operation, "deprecated"),
        };
    }

    private Shape? Side(JsonElement operation, string side) => operation.TryGetProperty(side, out var found) ? _shapes[Text(found, "shape")!] : null;

    private static MemberLocation Location(string? location) => location switch
    {
        null => MemberLocation.Body,
        "header" => MemberLocation.Header,
        "headers" => MemberLocation.Headers,
        "querystring" => MemberLocation.QueryString,
        "uri" => MemberLocation.Uri,
        "statusCode" => MemberLocation.StatusCode,
        _ => throw new InvalidDataException($"A model places a member in {location}, which is not known."),
    };

    private static TimestampFormat? Format(string? format) => format switch
    {
        "iso8601" => TimestampFormat.Iso8601,
        "rfc822" => TimestampFormat.Rfc822,
        "unixTimestamp" => TimestampFormat.UnixTimestamp,
        _ => null,
    };

    private static XmlNamespaceName? Namespace(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("xmlNamespace", out var found))
        {
            return null;
        }

        return found.ValueKind == JsonValueKind.String ? new XmlNamespaceName(found.GetString()!, null) : new XmlNamespaceName(Text(found, "uri") ?? "", Text(found, "prefix"));
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static bool Flag(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static IReadOnlyList<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [];
}
