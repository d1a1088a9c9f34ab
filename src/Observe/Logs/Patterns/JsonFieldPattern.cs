using System.Globalization;
using System.Text.Json;

namespace Headwater.Observe.Logs.Patterns;

/// <summary>Conditions on fields of a line that is JSON; other lines never fit.</summary>
public sealed class JsonFieldPattern : FilterPattern
{
    private readonly List<string> _selectors = [];
    private readonly Func<JsonElement, bool> _holds;

    private JsonFieldPattern(string inner)
    {
        var cursor = new PatternCursor(inner);
        _holds = ConditionTree.Read(cursor, ReadLeaf);
        if (!cursor.AtEnd)
        {
            throw cursor.Wrong("something unexpected stands");
        }
    }

    internal static JsonFieldPattern ReadInner(string inner) => new(inner);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string>? Match(string line)
    {
        using var document = Parse(line);
        if (document is null || !_holds(document.RootElement))
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var selector in _selectors)
        {
            if (Find(document.RootElement, Steps(selector)) is { } found)
            {
                values[selector] = Text(found);
            }
        }

        return values;
    }

    /// <inheritdoc/>
    public override string? Select(string line, string selector)
    {
        using var document = Parse(line);
        return document is not null && Find(document.RootElement, Steps(selector)) is { } found ? Text(found) : null;
    }

    private static JsonDocument? Parse(string line)
    {
        if (!line.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Func<JsonElement, bool> ReadLeaf(PatternCursor cursor)
    {
        cursor.Take("$");
        var selector = "$" + cursor.TakeWhile(symbol => char.IsLetterOrDigit(symbol) || symbol is '.' or '_' or '-' or '[' or ']' or '*' or '"' or '\'' or '@' or ':' or '/');
        _selectors.Add(selector);
        var steps = Steps(selector);
        if (cursor.TryTake("IS"))
        {
            return Is(cursor, steps);
        }

        if (cursor.TryTake("NOT"))
        {
            cursor.Take("EXISTS");
            return root => Find(root, steps) is null;
        }

        if (cursor.TryTake("EXISTS"))
        {
            return root => Find(root, steps) is not null;
        }

        var condition = new Condition(cursor.TakeComparison() ?? throw cursor.Wrong("a comparison is expected"), cursor.TakeOperand());
        return root => Find(root, steps) is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null) } value && condition.Holds(Text(value));
    }

    private static Func<JsonElement, bool> Is(PatternCursor cursor, string[] steps)
    {
        foreach (var (word, kind) in (ReadOnlySpan<(string, JsonValueKind)>)[("TRUE", JsonValueKind.True), ("FALSE", JsonValueKind.False), ("NULL", JsonValueKind.Null)])
        {
            if (cursor.TryTake(word))
            {
                return root => Find(root, steps)?.ValueKind == kind;
            }
        }

        throw cursor.Wrong("TRUE, FALSE or NULL is expected");
    }

    /// <summary>The steps of <c>$.a.b[0]</c>: names and numbers.</summary>
    private static string[] Steps(string selector) =>
        selector[1..].Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Split('.', StringSplitOptions.RemoveEmptyEntries).Select(step => step.Trim('"', '\'')).ToArray();

    private static JsonElement? Find(JsonElement root, string[] steps)
    {
        foreach (var step in steps)
        {
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(step, out var member))
            {
                root = member;
            }
            else if (root.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < root.GetArrayLength())
            {
                root = root[index];
            }
            else
            {
                return null;
            }
        }

        return root;
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
