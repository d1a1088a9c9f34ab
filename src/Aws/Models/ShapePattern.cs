using System.Text.RegularExpressions;

namespace Headwater.Aws.Models;

/// <summary>A regular expression of a model; compiled when it is first asked.</summary>
/// <param name="text">As published.</param>
public sealed class ShapePattern(string text)
{
    // The models' expressions were written for whole values, most without anchors.
    private readonly Lazy<Regex> _expression = new(() => Compile($@"\A(?:{Translate(text)})\z"));

    /// <summary>As published.</summary>
    public string Text { get; } = text;

    /// <summary>Whether the whole value fits. An expression that takes longer than a second on it does not.</summary>
    public bool Fits(string value)
    {
        try
        {
            return _expression.Value.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    // The published expressions are Java's, which lets any character but letters and digits be escaped; .NET counts the underscore as a letter.
    private static string Translate(string published) => published.Replace(@"\_", "_", StringComparison.Ordinal);

    private static Regex Compile(string expression)
    {
        try
        {
            // Time linear in the value's length, whatever the value.
            return new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            return new Regex(expression, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
    }
}
