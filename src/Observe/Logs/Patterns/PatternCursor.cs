namespace Headwater.Observe.Logs.Patterns;

/// <summary>Walks over the text of a pattern.</summary>
internal sealed class PatternCursor(string text)
{
    private static readonly string[] Comparisons = ["!=", ">=", "<=", "=", ">", "<"];

    private int _at;

    /// <summary>Whether only blanks are left.</summary>
    public bool AtEnd
    {
        get
        {
            Blank();
            return _at >= text.Length;
        }
    }

    /// <summary>Takes a symbol or word when it is next.</summary>
    public bool TryTake(string expected)
    {
        Blank();
        if (string.CompareOrdinal(text, _at, expected, 0, expected.Length) != 0)
        {
            return false;
        }

        _at += expected.Length;
        return true;
    }

    /// <summary>Takes what must be next.</summary>
    public void Take(string expected)
    {
        if (!TryTake(expected))
        {
            throw Wrong($"'{expected}' is expected");
        }
    }

    /// <summary>Takes a comparison; null when none is next.</summary>
    public string? TakeComparison() => Comparisons.FirstOrDefault(TryTake);

    /// <summary>Takes a number, a word, a text in quotes or an expression in percent signs.</summary>
    public string TakeOperand()
    {
        Blank();
        var start = _at;
        if (_at < text.Length && text[_at] is '"' or '\'' or '%')
        {
            var end = text.IndexOf(text[_at], _at + 1);
            _at = end < 0 ? throw Wrong("a quote is not closed") : end + 1;
            return text[start.._at];
        }

        return TakeWhile(symbol => !char.IsWhiteSpace(symbol) && symbol is not (')' or '&' or '|' or ',' or ']'));
    }

    /// <summary>Takes as long as it fits; at least one.</summary>
    public string TakeWhile(Func<char, bool> fits)
    {
        Blank();
        var start = _at;
        while (_at < text.Length && fits(text[_at]))
        {
            _at++;
        }

        return _at > start ? text[start.._at] : throw Wrong("something is missing");
    }

    /// <summary>What is wrong, and where.</summary>
    public FormatException Wrong(string what) => new($"Invalid filter pattern: {what} at character {_at + 1}");

    private void Blank()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }
}
