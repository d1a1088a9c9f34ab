namespace Headwater.Observe.Logs.Patterns;

/// <summary>Terms that a line has (<c>a</c>), has not (<c>-a</c>), or has one of (<c>?a ?b</c>).</summary>
internal sealed class TermPattern(IReadOnlyList<TermPattern.Term> terms) : FilterPattern
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private readonly Term[] _optional = [.. terms.Where(term => term.Sign == '?')];
    private readonly Term[] _needed = [.. terms.Where(term => term.Sign == ' ')];
    private readonly Term[] _unwanted = [.. terms.Where(term => term.Sign == '-')];

    public static TermPattern ReadTerms(string text)
    {
        var terms = new List<Term>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var sign = text[at] is '-' or '?' ? text[at++] : ' ';
            terms.Add(ReadTerm(text, sign, ref at));
        }

        return new TermPattern(terms);
    }

    public override IReadOnlyDictionary<string, string>? Match(string line)
    {
        // An optional term counts only where no term is needed, as CloudWatch has it.
        var optional = _needed.Length > 0 || _optional.Length == 0 || _optional.Any(term => term.IsIn(line));
        return optional && _needed.All(term => term.IsIn(line)) && !_unwanted.Any(term => term.IsIn(line)) ? Nothing : null;
    }

    private static Term ReadTerm(string text, char sign, ref int at)
    {
        if (at < text.Length && text[at] is '"' or '%')
        {
            var end = text.IndexOf(text[at], at + 1);
            if (end < 0)
            {
                throw new FormatException($"Invalid filter pattern: {text[at]} is not closed");
            }

            var inner = text[(at + 1)..end];
            var isRegex = text[at] == '%';
            at = end + 1;
            return isRegex ? new Term(sign, "", Expression(inner)) : new Term(sign, inner, null);
        }

        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
        {
            // What is no letter, digit or underscore must be quoted; a bare one is a slip that would match something else.
            if (!char.IsLetterOrDigit(text[at]) && text[at] is not ('_' or '.' or '/' or ':' or '#' or '@'))
            {
                throw new FormatException($"Invalid character(s) in term '{text[start..(at + 1)]}'");
            }

            at++;
        }

        return at > start ? new Term(sign, text[start..at], null) : throw new FormatException("Invalid filter pattern: a term is missing");
    }

    /// <summary>One term.</summary>
    /// <param name="Sign">Blank: needed; <c>-</c>: unwanted; <c>?</c>: one of those.</param>
    /// <param name="Text">The text, by case.</param>
    /// <param name="Regex">Or an expression.</param>
    internal sealed record Term(char Sign, string Text, System.Text.RegularExpressions.Regex? Regex)
    {
        public bool IsIn(string line) => Regex?.IsMatch(line) ?? line.Contains(Text, StringComparison.Ordinal);
    }
}
