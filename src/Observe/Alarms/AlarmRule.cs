namespace Headwater.Observe.Alarms;

/// <summary>A rule over other alarms: <c>ALARM(a) AND (OK("b c") OR NOT INSUFFICIENT_DATA(c))</c>, <c>TRUE</c>, <c>FALSE</c>. Names may be ARNs.</summary>
public sealed class AlarmRule
{
    private const int MostDepth = 64;

    private readonly string _text;
    private readonly AlarmRuleNode _root;
    private readonly HashSet<string> _alarms = new(StringComparer.Ordinal);
    private int _at;
    private int _depth;

    private AlarmRule(string text)
    {
        _text = text;
        _root = ReadOr();
        Blank();
        if (_at < text.Length)
        {
            throw new FormatException($"unexpected '{text[_at]}' at character {_at + 1}");
        }
    }

    /// <summary>Names of the alarms it speaks of.</summary>
    public IReadOnlySet<string> Alarms => _alarms;

    /// <summary>Reads a rule.</summary>
    /// <exception cref="FormatException">It is none; the message says where.</exception>
    public static AlarmRule Read(string text) => new(text);

    /// <summary>Whether it holds.</summary>
    /// <param name="state">State of an alarm by its name; of one that is not there: insufficient data.</param>
    public bool Holds(Func<string, AlarmState> state) => Holds(_root, state);

    private static bool Holds(AlarmRuleNode node, Func<string, AlarmState> state) => node switch
    {
        ConstantNode constant => constant.Value,
        StateNode wanted => state(wanted.Alarm) == wanted.State,
        NotNode not => !Holds(not.Operand, state),
        JunctionNode { Both: true } both => Holds(both.Left, state) && Holds(both.Right, state),
        JunctionNode either => Holds(either.Left, state) || Holds(either.Right, state),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private AlarmRuleNode ReadOr()
    {
        var left = ReadAnd();
        while (TryWord("OR"))
        {
            left = new JunctionNode(false, left, ReadAnd());
        }

        return left;
    }

    private AlarmRuleNode ReadAnd()
    {
        var left = ReadNot();
        while (TryWord("AND"))
        {
            left = new JunctionNode(true, left, ReadNot());
        }

        return left;
    }

    private AlarmRuleNode ReadNot()
    {
        if (++_depth > MostDepth)
        {
            throw new FormatException("it is nested too deeply");
        }

        var node = TryWord("NOT") ? new NotNode(ReadNot()) : ReadTerm();
        _depth--;
        return node;
    }

    private AlarmRuleNode ReadTerm()
    {
        if (TryTake('('))
        {
            var inner = ReadOr();
            Take(')');
            return inner;
        }

        foreach (var (word, value) in (ReadOnlySpan<(string, bool)>)[("TRUE", true), ("FALSE", false)])
        {
            if (TryWord(word))
            {
                return new ConstantNode(value);
            }
        }

        foreach (var state in (ReadOnlySpan<AlarmState>)[AlarmState.Alarm, AlarmState.Ok, AlarmState.InsufficientData])
        {
            if (TryWord(state.Word()))
            {
                Take('(');
                var name = ReadName();
                Take(')');
                _alarms.Add(name);
                return new StateNode(state, name);
            }
        }

        throw new FormatException($"ALARM, OK, INSUFFICIENT_DATA, TRUE, FALSE, NOT or '(' is expected at character {_at + 1}");
    }

    private string ReadName()
    {
        Blank();
        var quote = _at < _text.Length && _text[_at] is '"' or '\'' ? _text[_at++] : ')';
        var end = _text.IndexOf(quote, _at);
        if (end < 0)
        {
            throw new FormatException($"a name is not closed at character {_at + 1}");
        }

        var name = quote == ')' ? _text[_at..end].Trim() : _text[_at..end];
        _at = quote == ')' ? end : end + 1;
        var arn = name.IndexOf(":alarm:", StringComparison.Ordinal);
        name = name.StartsWith("arn:", StringComparison.Ordinal) && arn > 0 ? name[(arn + ":alarm:".Length)..] : name;
        return name.Length > 0 ? name : throw new FormatException($"a name is missing at character {_at + 1}");
    }

    private void Blank()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private bool TryWord(string word)
    {
        Blank();
        var end = _at + word.Length;
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0 || (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_')))
        {
            return false;
        }

        _at = end;
        return true;
    }

    private bool TryTake(char symbol)
    {
        Blank();
        if (_at >= _text.Length || _text[_at] != symbol)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Take(char symbol)
    {
        if (!TryTake(symbol))
        {
            throw new FormatException($"'{symbol}' is expected at character {_at + 1}");
        }
    }
}
