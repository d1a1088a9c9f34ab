using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Headwater.Aws.Services.Events;

/// <summary>
/// A pattern over a JSON document, of the kind that event rules and filter policies are: objects name members, lists name what a member may be: values,
/// <c>prefix</c>, <c>suffix</c>, <c>equals-ignore-case</c>, <c>wildcard</c>, <c>anything-but</c>, <c>numeric</c>, <c>cidr</c>, <c>exists</c>; <c>$or</c> joins alternatives.
/// </summary>
public sealed class JsonPattern
{
    private const int MostDepth = 32;

    private readonly Func<JsonNode?, bool> _fits;

    private JsonPattern(Func<JsonNode?, bool> fits) => _fits = fits;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static JsonPattern Read(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject pattern && pattern.Count > 0 ? new JsonPattern(Members(pattern, 0)) : throw new FormatException("Filter is not an object");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"Pattern is not valid: {fault.Message}", fault);
        }
    }

    /// <summary>Whether a document fits.</summary>
    public bool Fits(JsonNode? document) => _fits(document);

    private static Func<JsonNode?, bool> Members(JsonObject pattern, int depth)
    {
        if (depth > MostDepth)
        {
            throw new FormatException("Pattern is nested too deeply");
        }

        var tests = pattern.Select(member => Member(member.Key, member.Value, depth)).ToList();
        return document => Any(document, one => tests.TrueForAll(test => test(one)));
    }

    /// <summary>Whether a test holds for a node, or for one element when it is a list.</summary>
    private static bool Any(JsonNode? node, Func<JsonNode?, bool> test) => node is JsonArray list ? list.Any(test) : test(node);

    private static Func<JsonNode?, bool> Member(string name, JsonNode? wanted, int depth)
    {
        if (name == "$or" && wanted is JsonArray { Count: > 0 } alternatives && alternatives.All(alternative => alternative is JsonObject))
        {
            var tests = alternatives.Select(alternative => Members(alternative!.AsObject(), depth + 1)).ToList();
            return document => tests.Exists(test => test(document));
        }

        if (wanted is JsonObject inner)
        {
            var test = inner.Count > 0 ? Members(inner, depth + 1) : throw new FormatException($"Empty objects are not allowed: {name}");
            return document => document is JsonObject whole && whole.TryGetPropertyValue(name, out var value) && test(value);
        }

        if (wanted is not JsonArray { Count: > 0 } list)
        {
            throw new FormatException($"\"{name}\" must be an object or an array that is not empty");
        }

        var leaves = list.Select(Leaf).ToList();
        return document =>
        {
            JsonNode? value = null;
            var isThere = document is JsonObject whole && whole.TryGetPropertyValue(name, out value);
            return leaves.Exists(leaf => leaf(isThere, value));
        };
    }

    private static Func<bool, JsonNode?, bool> Leaf(JsonNode? wanted)
    {
        if (wanted is not JsonObject rule)
        {
            return wanted is JsonArray ? throw new FormatException("Match value must be a text, a number, true, false or null") : (isThere, value) => isThere && Any(value, one => IsSame(one, wanted));
        }

        if (rule.Count != 1)
        {
            throw new FormatException("A match type must be one member of an object");
        }

        var (kind, operand) = rule.First();
        if (kind == "exists")
        {
            var expected = operand!.GetValue<bool>();
            return (isThere, value) => (isThere && value is not JsonObject) == expected;
        }

        var test = Rule(kind, operand);

        // Anything but these: none of a list may be one of them.
        return kind == "anything-but" ? (isThere, value) => isThere && (value is JsonArray list ? list.All(test) : test(value)) : (isThere, value) => isThere && Any(value, test);
    }

    private static Func<JsonNode?, bool> Rule(string kind, JsonNode? operand) => kind switch
    {
        "prefix" => Text(operand, (value, text) => value.StartsWith(text, StringComparison.Ordinal), (value, text) => value.StartsWith(text, StringComparison.OrdinalIgnoreCase)),
        "suffix" => Text(operand, (value, text) => value.EndsWith(text, StringComparison.Ordinal), (value, text) => value.EndsWith(text, StringComparison.OrdinalIgnoreCase)),
        "equals-ignore-case" => Text(operand, (value, text) => value.Equals(text, StringComparison.OrdinalIgnoreCase), null),
        "wildcard" => Wildcard(operand!.GetValue<string>()),
        "numeric" => Numeric(operand as JsonArray ?? throw new FormatException("Value of numeric must be an array")),
        "cidr" => Cidr(operand!.GetValue<string>()),
        "anything-but" => AnythingBut(operand),
        _ => throw new FormatException($"Unrecognized match type {kind}"),
    };

    private static Func<JsonNode?, bool> Text(JsonNode? operand, Func<string, string, bool> test, Func<string, string, bool>? ignoringCase)
    {
        if (operand is JsonObject { Count: 1 } inner && ignoringCase is not null && inner["equals-ignore-case"] is { } folded)
        {
            return Text(folded, ignoringCase, null);
        }

        var text = operand!.GetValue<string>();
        return value => AsText(value) is { } found && test(found, text);
    }

    private static Func<JsonNode?, bool> Wildcard(string text)
    {
        var regex = new Regex("^" + Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal) + "\\z", RegexOptions.Singleline | RegexOptions.NonBacktracking);
        return value => AsText(value) is { } found && regex.IsMatch(found);
    }

    private static Func<JsonNode?, bool> Cidr(string text)
    {
        var network = IPNetwork.TryParse(text, out var read) ? read : throw new FormatException($"Malformed CIDR {text}");
        return value => AsText(value) is { } found && IPAddress.TryParse(found, out var address) && network.Contains(address);
    }

    private static Func<JsonNode?, bool> Numeric(JsonArray operand)
    {
        if (operand.Count is not (2 or 4))
        {
            throw new FormatException("Value of numeric must be one or two comparisons with numbers");
        }

        var tests = operand.Chunk(2).Select(pair => Comparison(pair[0]!.GetValue<string>(), Number(pair[1]) ?? throw new FormatException("Value of a numeric comparison must be a number"))).ToList();
        return value => Number(value) is { } number && tests.TrueForAll(test => test(number));
    }

    private static Predicate<double> Comparison(string symbol, double limit) => symbol switch
    {
        "=" => value => value.Equals(limit),
        ">" => value => value > limit,
        ">=" => value => value >= limit,
        "<" => value => value < limit,
        "<=" => value => value <= limit,
        _ => throw new FormatException($"Unrecognized numeric range operator {symbol}"),
    };

    private static Func<JsonNode?, bool> AnythingBut(JsonNode? operand)
    {
        if (operand is JsonObject { Count: 1 } inner)
        {
            var (kind, unwanted) = inner.First();
            var all = (unwanted is JsonArray list ? list : [unwanted?.DeepClone()]).Select(one => Rule(kind, one)).ToList();
            return value => AsText(value) is not null && !all.Exists(test => test(value));
        }

        var values = operand is JsonArray several ? several.ToList() : [operand];
        return value => !values.Exists(unwanted => IsSame(value, unwanted));
    }

    private static bool IsSame(JsonNode? left, JsonNode? right) =>
        left is null || right is null ? left is null && right is null
        : left.GetValueKind() == JsonValueKind.Number && right.GetValueKind() == JsonValueKind.Number ? Number(left).Equals(Number(right))
        : left.GetValueKind() == right.GetValueKind() && JsonNode.DeepEquals(left, right);

    private static string? AsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static double? Number(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number && double.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
