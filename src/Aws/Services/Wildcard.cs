namespace Headwater.Aws.Services;

/// <summary>Patterns of policies: <c>*</c> stands for any text, <c>?</c> for any one character.</summary>
internal static class Wildcard
{
    /// <summary>Whether a whole text fits a pattern; time grows with the product of their lengths at most.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, StringComparison comparison)
    {
        int at = 0, star = -1, resume = 0, index = 0;
        while (index < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                resume = index;
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern.Slice(at, 1).Equals(text.Slice(index, 1), comparison)))
            {
                at++;
                index++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more; earlier ones need not, for they took as little as they could.
                at = star + 1;
                index = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].Trim('*').IsEmpty;
    }
}
