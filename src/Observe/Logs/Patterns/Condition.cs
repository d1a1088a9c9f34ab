using System.Globalization;
using System.Text.RegularExpressions;

namespace Headwater.Observe.Logs.Patterns;

/// <summary>A comparison of a value with what the pattern says.</summary>
internal sealed class Condition
{
    private readonly string _operator;
    private readonly string _text;
    private readonly double? _number;
    private readonly Regex? _regex;

    /// <summary>Makes one.</summary>
    /// <param name="comparison"><c>= != &gt; &gt;= &lt; &lt;=</c>.</param>
    /// <param name="operand">A number, a text with or without quotes and <c>*</c>, or <c>%regex%</c>.</param>
    /// <exception cref="FormatException">The two do not go together.</exception>
    public Condition(string comparison, string operand)
    {
        _operator = comparison;
        var quoted = operand.Length > 1 && operand[0] is '"' or '\'' && operand[^1] == operand[0];
        _text = quoted ? operand[1..^1] : operand;
        _number = !quoted && double.TryParse(operand, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
        _regex = operand is ['%', .., '%'] && operand.Length > 2 ? FilterPattern.Expression(operand[1..^1])
            : _text.Contains('*', StringComparison.Ordinal) ? FilterPattern.Wildcards(_text) : null;
        if (_number is null && comparison is not ("=" or "!="))
        {
            throw new FormatException($"Invalid filter pattern: {comparison} needs a number, not {operand}");
        }
    }

    /// <summary>Whether a value fits.</summary>
    public bool Holds(string value) => _operator switch
    {
        "=" => IsEqual(value),
        "!=" => !IsEqual(value),
        _ => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Compares(number, _number!.Value),
    };

    private bool IsEqual(string value) =>
        _number is { } expected && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.Equals(expected)
        : _regex?.IsMatch(value) ?? value == _text;

    private bool Compares(double value, double expected) => _operator switch
    {
        ">" => value > expected,
        ">=" => value >= expected,
        "<" => value < expected,
        _ => value <= expected,
    };
}
