using System.Globalization;

namespace Headwater.Aws.Services.Ssm;

/// <summary>What a caller calls a parameter: a name or ARN, and of it a version, a label or the newest.</summary>
/// <param name="Name">The name.</param>
/// <param name="Selector">The version's number or label; null for the newest.</param>
internal sealed record ParameterName(string Name, string? Selector)
{
    private const int LongestName = 1011;
    private const int MostLevels = 15;
    private const string ArnKind = ":parameter";

    /// <summary>Reads what a caller wrote.</summary>
    public static ParameterName Read(string text)
    {
        var start = text.StartsWith("arn:", StringComparison.Ordinal) ? text.IndexOf(ArnKind, StringComparison.Ordinal) : -1;
        var rest = start >= 0 ? text[(start + ArnKind.Length)..] : text;
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? rest : rest[..colon];
        // In an ARN every name follows a slash, but a name of one level is kept without.
        var single = start >= 0 && name.LastIndexOf('/') == 0;
        return new(single ? name[1..] : name, colon < 0 ? null : rest[(colon + 1)..]);
    }

    /// <summary>The version a selector means, or null.</summary>
    public ParameterVersion? Choose(ParameterDocument parameter) =>
        Selector is null ? parameter.Newest()
        : long.TryParse(Selector, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? parameter.Versions.FirstOrDefault(version => version.Number == number)
        : parameter.Versions.FirstOrDefault(version => version.Labels.Contains(Selector));

    /// <summary>Holds the name of a new parameter to the rules.</summary>
    /// <exception cref="Calls.AwsException">It breaks one.</exception>
    public static void Check(string name)
    {
        if (name.Length > LongestName || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' or '/'))
        {
            throw RefusedParameter.Invalid("Parameter name: only a mix of letters, numbers and the following 4 symbols .-_/ is allowed, in 1011 characters at most.");
        }

        if (name.Contains('/', StringComparison.Ordinal) && (name[0] != '/' || name[^1] == '/' || name.Contains("//", StringComparison.Ordinal)))
        {
            throw RefusedParameter.Invalid("Parameter name must be a fully qualified name: it must begin with a slash, and every level must have a name.");
        }

        if (name.Count(letter => letter == '/') > MostLevels)
        {
            throw new Calls.AwsException("HierarchyLevelLimitExceededException", $"A hierarchy can have a maximum of {MostLevels} levels.");
        }

        var first = name.TrimStart('/');
        if (first.StartsWith("aws", StringComparison.OrdinalIgnoreCase) || first.StartsWith("ssm", StringComparison.OrdinalIgnoreCase))
        {
            throw RefusedParameter.Invalid("Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
        }
    }
}
