using System.Globalization;

namespace Headwater.Observe.Expressions;

/// <summary>Reads metric math: numbers, ids, texts, calls, lists, <c>+ - * / ^</c>, comparisons, <c>AND OR</c> (<c>&amp;&amp; ||</c>).</summary>
internal sealed class ExpressionReader
{
    private const int MostDepth = 64;

    private static readonly string[][] Levels = [["||", "OR"], ["&&", "AND"], ["==", "!=", "<=", ">=", "<", ">"], ["+", "-"], ["*", "/"], ["^"]];
    private static readonly string[] Symbols = ["||", "&&", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "^", "(", ")", "[", "]", ","];

    private readonly List<string> _tokens;
    private int _next;
    private int _depth;

    private ExpressionReader(List<string> tokens) => _tokens = tokens;

    /// <summary>Reads a whole expression.</summary>
    /// <exception cref="ExpressionException">It is none.</exception>
    public static ExpressionNode Read(string text)
    {
        var reader = new ExpressionReader(Split(text));
        var node = reader.ReadLevel(0);
        return reader._next == reader._tokens.Count ? node : throw new ExpressionException($"Unexpected '{reader._tokens[reader._next]}' in the expression");
    }

    private static List<string> Split(string text)
    {
        var tokens = new List<string>();
        for (var index = 0; index < text.Length;)
        {
            if (char.IsWhiteSpace(text[index]))
            {
                index++;
                continue;
            }

            var length = TokenLength(text, index);
            tokens.Add(text.Substring(index, length));
            index += length;
        }

        return tokens;
    }

    private static int TokenLength(string text, int start)
    {
        if (text[start] is '"' or '\'')
        {
            var end = text.IndexOf(text[start], start + 1);
            return end > 0 ? end - start + 1 : throw new ExpressionException("A text in the expression has no closing quote");
        }

        var length = 0;
        while (start + length < text.Length && (char.IsAsciiLetterOrDigit(text[start + length]) || text[start + length] is '_' or '.'))
        {
            length++;
        }

        return length > 0
            ? length
            : Symbols.FirstOrDefault(symbol => string.CompareOrdinal(text, start, symbol, 0, symbol.Length) == 0)?.Length
                ?? throw new ExpressionException($"Unexpected '{text[start]}' in the expression");
    }

    private ExpressionNode ReadLevel(int level)
    {
        if (level == Levels.Length)
        {
            return ReadSigned();
        }

        var left = ReadLevel(level + 1);
        while (_next < _tokens.Count && Levels[level].Contains(_tokens[_next], StringComparer.OrdinalIgnoreCase))
        {
            var joined = _tokens[_next++].ToUpperInvariant();
            left = new BinaryNode(joined, left, ReadLevel(level + 1));
        }

        return left;
    }

    private ExpressionNode ReadSigned()
    {
        if (++_depth > MostDepth)
        {
            throw new ExpressionException("The expression is nested too deeply");
        }

        var node = TryTake("-") ? new NegationNode(ReadSigned()) : ReadPrimary();
        _depth--;
        return node;
    }

    private ExpressionNode ReadPrimary()
    {
        if (TryTake("("))
        {
            var inner = ReadLevel(0);
            Take(")");
            return inner;
        }

        if (TryTake("["))
        {
            return new ListNode(ReadUntil("]"));
        }

        var token = _next < _tokens.Count ? _tokens[_next++] : throw new ExpressionException("The expression ends too early");
        if (token[0] is '"' or '\'')
        {
            return new TextNode(token[1..^1]);
        }

        if (double.TryParse(token, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
        {
            return new NumberNode(number);
        }

        if (!char.IsAsciiLetter(token[0]))
        {
            throw new ExpressionException($"Unexpected '{token}' in the expression");
        }

        return TryTake("(") ? new CallNode(token.ToUpperInvariant(), ReadUntil(")")) : new NameNode(token);
    }

    private List<ExpressionNode> ReadUntil(string end)
    {
        var items = new List<ExpressionNode>();
        if (TryTake(end))
        {
            return items;
        }

        do
        {
            items.Add(ReadLevel(0));
        }
        while (TryTake(","));
        Take(end);
        return items;
    }

    private bool TryTake(string token)
    {
        if (_next >= _tokens.Count || _tokens[_next] != token)
        {
            return false;
        }

        _next++;
        return true;
    }

    private void Take(string token)
    {
        if (!TryTake(token))
        {
            throw new ExpressionException($"'{token}' is missing in the expression");
        }
    }
}
