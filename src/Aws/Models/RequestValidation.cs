using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headwater.Aws.Models;

/// <summary>Holds canonical requests against the model. Gathers every fault, in the model's order.</summary>
public static class RequestValidation
{
    private const int MaxFaults = 100;

    /// <summary>All faults of a request; at most 100.</summary>
    /// <param name="input">The operation's input; null when it takes nothing.</param>
    /// <param name="request">The canonical request.</param>
    /// <param name="isStreamThere">Whether the streaming payload, which is not in the request, came.</param>
    public static IReadOnlyList<ModelFault> Check(Shape? input, JsonObject request, bool isStreamThere)
    {
        var faults = new List<ModelFault>();
        if (input is not null)
        {
            CheckStructure(input, request, [], isStreamThere, faults);
        }

        return faults;
    }

    private static void CheckStructure(Shape shape, JsonObject value, List<object> path, bool isStreamThere, List<ModelFault> faults)
    {
        foreach (var member in shape.Members)
        {
            if (faults.Count == MaxFaults)
            {
                return;
            }

            path.Add(member.Name);
            if (value[member.Name] is { } item)
            {
                CheckValue(member.Shape, item, path, faults);
            }
            else if (shape.Required.Contains(member.Name) && !(member.IsStreaming && isStreamThere))
            {
                faults.Add(new ModelFault([.. path], member.Shape, ConstraintKind.Required, null));
            }

            path.RemoveAt(path.Count - 1);
        }

        if (shape.IsUnion && value.Count(member => member.Value is not null) != 1)
        {
            faults.Add(new ModelFault([.. path], shape, ConstraintKind.Union, null));
        }
    }

    private static void CheckValue(Shape shape, JsonNode value, List<object> path, List<ModelFault> faults)
    {
        switch (shape.Kind, value)
        {
            case (ShapeKind.Structure, JsonObject structure):
                CheckStructure(shape, structure, path, false, faults);
                break;
            case (ShapeKind.List, JsonArray list):
                CheckLength(shape, list.Count, value, path, faults);
                CheckItems(shape.Element!.Shape, list.Select((item, index) => ((object)index, item)), path, faults);
                break;
            case (ShapeKind.Map, JsonObject map):
                CheckLength(shape, map.Count, value, path, faults);
                CheckKeys(shape.Key!.Shape, map, path, faults);
                CheckItems(shape.Value!.Shape, map.Select(item => ((object)item.Key, item.Value)), path, faults);
                break;
            case (ShapeKind.Document, _):
                break;
            case (_, JsonValue single):
                CheckSingle(shape, single, path, faults);
                break;
            default:
                Add(shape, ConstraintKind.Kind, value, path, faults);
                break;
        }
    }

    private static void CheckItems(Shape shape, IEnumerable<(object Part, JsonNode? Value)> items, List<object> path, List<ModelFault> faults)
    {
        foreach (var (part, value) in items)
        {
            if (faults.Count == MaxFaults)
            {
                return;
            }

            path.Add(part);
            if (value is null)
            {
                faults.Add(new ModelFault([.. path], shape, ConstraintKind.Required, null));
            }
            else
            {
                CheckValue(shape, value, path, faults);
            }

            path.RemoveAt(path.Count - 1);
        }
    }

    private static void CheckKeys(Shape shape, JsonObject map, List<object> path, List<ModelFault> faults)
    {
        foreach (var (key, _) in map)
        {
            CheckText(shape, key, path, faults);
        }
    }

    private static void CheckSingle(Shape shape, JsonValue value, List<object> path, List<ModelFault> faults)
    {
        switch (shape.Kind, value.GetValueKind())
        {
            case (ShapeKind.String, JsonValueKind.String):
                CheckText(shape, value.GetValue<string>(), path, faults);
                break;
            case (ShapeKind.Blob, JsonValueKind.String):
                CheckLength(shape, BlobLength(value.GetValue<string>()), value, path, faults);
                break;
            case (ShapeKind.Integer or ShapeKind.Long or ShapeKind.Float or ShapeKind.Double, JsonValueKind.Number):
                CheckNumber(shape, value, path, faults);
                break;
            case (ShapeKind.Float or ShapeKind.Double, JsonValueKind.String) when value.GetValue<string>() is "NaN" or "Infinity" or "-Infinity":
            case (ShapeKind.Boolean, JsonValueKind.True or JsonValueKind.False):
                break;
            case (ShapeKind.Timestamp, JsonValueKind.String) when DateTimeOffset.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, out _):
                break;
            default:
                Add(shape, ConstraintKind.Kind, value, path, faults);
                break;
        }
    }

    private static void CheckText(Shape shape, string text, List<object> path, List<ModelFault> faults)
    {
        if (shape.Enum.Count > 0)
        {
            if (!shape.Enum.Contains(text))
            {
                Add(shape, ConstraintKind.Enum, text, path, faults);
            }

            return;
        }

        // Lengths are in characters, not in UTF-16 units; an expression is not asked about a text of the wrong length.
        if (!CheckLength(shape, Characters(text), text, path, faults) && shape.Pattern?.Fits(text) == false)
        {
            Add(shape, ConstraintKind.Pattern, text, path, faults);
        }
    }

    private static void CheckNumber(Shape shape, JsonValue value, List<object> path, List<ModelFault> faults)
    {
        if (!double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || (shape.Kind is ShapeKind.Integer && (number != Math.Floor(number) || number is < int.MinValue or > int.MaxValue))
            || (shape.Kind is ShapeKind.Long && number != Math.Floor(number)))
        {
            Add(shape, ConstraintKind.Kind, value, path, faults);
        }
        else if (number < shape.Min)
        {
            Add(shape, ConstraintKind.LeastValue, value, path, faults);
        }
        else if (number > shape.Max)
        {
            Add(shape, ConstraintKind.GreatestValue, value, path, faults);
        }
    }

    private static bool CheckLength(Shape shape, int length, JsonNode value, List<object> path, List<ModelFault> faults)
    {
        if (length >= (shape.Min ?? 0) && length <= (shape.Max ?? double.MaxValue))
        {
            return false;
        }

        Add(shape, length < shape.Min ? ConstraintKind.LeastLength : ConstraintKind.GreatestLength, value, path, faults);
        return true;
    }

    private static int BlobLength(string base64) => (base64.Length / 4 * 3) - (base64.EndsWith("==", StringComparison.Ordinal) ? 2 : base64.EndsWith('=') ? 1 : 0);

    private static void Add(Shape shape, ConstraintKind kind, JsonNode value, List<object> path, List<ModelFault> faults) =>
        faults.Add(new ModelFault([.. path], shape, kind, shape.IsSensitive ? null : Show(value)));

    private static string Show(JsonNode value)
    {
        const int Longest = 256;
        var text = value is JsonArray or JsonObject ? value.ToJsonString() : value.ToString();
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
    }

    private static int Characters(string text) => text.Length - text.Count(char.IsLowSurrogate);
}
