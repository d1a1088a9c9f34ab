namespace Headwater.Observe.Logs.Patterns;

/// <summary>Words of a line by their place; words in quotes or square brackets are one. <c>...</c> stands for any number of words.</summary>
public sealed class WordPattern : FilterPattern
{
    private readonly List<Field> _fields = [];
    private readonly int _gap = -1;

    private WordPattern(string inner)
    {
        var cursor = new PatternCursor(inner);
        while (!cursor.AtEnd)
        {
            if (cursor.TryTake("..."))
            {
                _gap = _gap < 0 ? _fields.Count : throw cursor.Wrong("'...' stands twice");
            }
            else
            {
                _fields.Add(ReadField(cursor));
            }

            if (!cursor.TryTake(",") && !cursor.AtEnd)
            {
                throw cursor.Wrong("',' is expected");
            }
        }
    }

    internal static WordPattern ReadInner(string inner) => new(inner);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string>? Match(string line)
    {
        var words = Split(line);
        if (_gap < 0 ? words.Count != _fields.Count : words.Count < _fields.Count)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < _fields.Count; index++)
        {
            var word = words[_gap >= 0 && index >= _gap ? words.Count - (_fields.Count - index) : index];
            if (!_fields[index].Holds(word))
            {
                return null;
            }

            values["$" + _fields[index].Name] = word;
        }

        return values;
    }

    private static Field ReadField(PatternCursor cursor)
    {
        var name = "";
        var holds = ConditionTree.Read<string>(cursor, inner =>
        {
            name = inner.TakeWhile(symbol => char.IsLetterOrDigit(symbol) || symbol is '_' or '-' or '.');
            if (inner.TakeComparison() is not { } comparison)
            {
                return _ => true;
            }

            var condition = new Condition(comparison, inner.TakeOperand());
            return condition.Holds;
        });
        return new Field(name, holds);
    }

    private static List<string> Split(string line)
    {
        var words = new List<string>();
        for (var at = 0; at < line.Length;)
        {
            if (line[at] == ' ')
            {
                at++;
                continue;
            }

            var close = line[at] switch { '"' => '"', '[' => ']', _ => ' ' };
            var start = close == ' ' ? at : at + 1;
            var end = line.IndexOf(close, start);
            end = end < 0 ? line.Length : end;
            words.Add(line[start..end]);
            at = end + 1;
        }

        return words;
    }

    private sealed record Field(string Name, Func<string, bool> Holds);
}
