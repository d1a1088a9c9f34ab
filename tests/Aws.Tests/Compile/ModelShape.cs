using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Tests.Compile;

/// <summary>Holds canonical documents to a published description: known members, required ones, types, enums.</summary>
internal static class ModelShape
{
    private static readonly ConcurrentDictionary<string, JsonObject> Models = new();

    public static bool HasError(string model, string code) => Load(model)["shapes"]![code] is not null || code == "ValidationException";

    public static void Check(string model, string operation, bool isInput, JsonObject document)
    {
        var facts = Load(model);
        var shape = facts["operations"]![operation]![isInput ? "input" : "output"]?["shape"]?.GetValue<string>();
        if (shape is null)
        {
            Assert.Empty(document);
            return;
        }

        Check(facts, shape, document, $"{operation}{(isInput ? "" : " answer")}");
    }

    private static void Check(JsonObject facts, string shapeName, JsonNode? value, string place)
    {
        Assert.True(value is not null, $"{place} is null");
        var shape = facts["shapes"]![shapeName]!;
        switch (shape["type"]!.GetValue<string>())
        {
            case "structure":
                Structure(facts, shape, value.AsObject(), place);
                break;
            case "list":
                var items = value.AsArray();
                for (var index = 0; index < items.Count; index++)
                {
                    Check(facts, shape["member"]!["shape"]!.GetValue<string>(), items[index], $"{place}[{index}]");
                }

                break;
            case "map":
                foreach (var (key, item) in value.AsObject())
                {
                    Check(facts, shape["value"]!["shape"]!.GetValue<string>(), item, $"{place}.{key}");
                }

                break;
            case "string":
                Text(shape, value, place);
                break;
            case "timestamp":
                Assert.True(DateTimeOffset.TryParse(value.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture, out _), $"{place} is no time");
                break;
            case "blob":
                Convert.FromBase64String(value.GetValue<string>());
                break;
            case "boolean":
                Assert.True(value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False, $"{place} is no boolean");
                break;
            default:
                Assert.True(value.GetValueKind() == System.Text.Json.JsonValueKind.Number, $"{place} is no number");
                break;
        }
    }

    private static void Structure(JsonObject facts, JsonNode shape, JsonObject value, string place)
    {
        var members = shape["members"]!.AsObject();
        foreach (var (name, item) in value)
        {
            Assert.True(members[name] is not null, $"{place}.{name} is not known to the model");
            Check(facts, members[name]!["shape"]!.GetValue<string>(), item, $"{place}.{name}");
        }

        foreach (var required in shape["required"]?.AsArray() ?? [])
        {
            Assert.True(value.ContainsKey(required!.GetValue<string>()), $"{place}.{required} is missing");
        }
    }

    private static void Text(JsonNode shape, JsonNode value, string place)
    {
        var text = value.GetValue<string>();
        Assert.True(shape["enum"] is not JsonArray words || words.Any(word => word!.GetValue<string>() == text), $"{place} is '{text}', which is none of the model's words");
    }

    private static JsonObject Load(string model) => Models.GetOrAdd(model, name =>
    {
        using var stream = typeof(OperationMap).Assembly.GetManifestResourceStream($"models/{name}.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    });
}
