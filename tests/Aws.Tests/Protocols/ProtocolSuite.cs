using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols;

namespace Headwater.Aws.Tests.Protocols;

/// <summary>The case tables: models made for one thing each, with what clients send and expect.</summary>
internal static class ProtocolSuite
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Protocols", "Cases");

    /// <summary>Protocol, number of the suite, number of the case, and the case's id.</summary>
    public static IEnumerable<(string Protocol, int Suite, int Case, string Id)> Cases(string side)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, side), "*.json").Order(StringComparer.Ordinal))
        {
            foreach (var (suite, item) in Read(file).Index())
            {
                foreach (var (index, entry) in item!["cases"]!.AsArray().Index())
                {
                    yield return (Path.GetFileNameWithoutExtension(file), suite, index, entry!["id"]!.ToString());
                }
            }
        }
    }

    public static JsonObject Suite(string side, string protocol, int suite) => Read(Path.Combine(Folder, side, protocol + ".json"))[suite]!.AsObject();

    public static ServiceModel Model(JsonObject suite, JsonNode test)
    {
        var operation = test["given"]!.DeepClone().AsObject();
        operation["errors"] ??= new JsonArray();
        var description = new JsonObject
        {
            ["metadata"] = suite["metadata"]!.DeepClone(),
            ["operations"] = new JsonObject { [operation["name"]!.ToString()] = operation },
            ["shapes"] = suite["shapes"]!.DeepClone(),
        };
        return ServiceModel.Read("suite", new MemoryStream(Encoding.UTF8.GetBytes(description.ToJsonString())));
    }

    public static IWireProtocol Protocol(string protocol) => WireProtocols.Of(protocol switch
    {
        "rest-json" => WireProtocolKind.RestJson,
        "rest-xml" => WireProtocolKind.RestXml,
        "query" => WireProtocolKind.Query,
        "json" or "json_1_0" or "json_1_0-query-compatible" => WireProtocolKind.Json,
        _ => WireProtocolKind.RpcV2Cbor,
    });

    /// <summary>The suites' parameters as canonical documents: blobs are plain text there, and moments seconds.</summary>
    public static JsonNode? Canonical(Shape shape, JsonNode? value, bool keepStream = false) => (shape.Kind, value) switch
    {
        (_, null) => null,
        (ShapeKind.Structure, JsonObject structure) => new JsonObject(structure.Where(item => item.Value is not null && (keepStream || !shape.Find(item.Key)!.IsStreaming))
            .Select(item => KeyValuePair.Create(item.Key, Canonical(shape.Find(item.Key)!.Shape, item.Value)))),
        (ShapeKind.List, JsonArray list) => new JsonArray([.. list.Select(item => Canonical(shape.Element!.Shape, item))]),
        (ShapeKind.Map, JsonObject map) => new JsonObject(map.Select(item => KeyValuePair.Create(item.Key, Canonical(shape.Value!.Shape, item.Value)))),
        (ShapeKind.Blob, _) => JsonValue.Create(Convert.ToBase64String(Encoding.UTF8.GetBytes(value.ToString()))),
        (ShapeKind.Timestamp, _) => JsonValue.Create(Timestamps.FromText(value.ToString()) ?? value.ToString()),
        (ShapeKind.Double or ShapeKind.Float, JsonValue single) when single.GetValueKind() == System.Text.Json.JsonValueKind.String => JsonValue.Create(single.ToString()),
        _ => value.DeepClone(),
    };

    private static JsonArray Read(string file) => JsonNode.Parse(File.ReadAllText(file))!.AsArray();
}
