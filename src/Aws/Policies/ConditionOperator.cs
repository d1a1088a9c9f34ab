namespace Headwater.Aws.Policies;

/// <summary>A condition's operator, taken apart.</summary>
/// <param name="Comparison">How one value is compared.</param>
/// <param name="IsNegated">Whether no value of the policy may fit.</param>
/// <param name="Quantifier">What is asked of several values.</param>
/// <param name="IfExists">Whether an absent key is right.</param>
internal sealed record ConditionOperator(Comparison Comparison, bool IsNegated, Quantifier Quantifier, bool IfExists)
{
    private static readonly (string Prefix, Quantifier Quantifier)[] Prefixes = [("ForAnyValue:", Quantifier.AnyValue), ("ForAllValues:", Quantifier.AllValues)];

    private static readonly Dictionary<string, (Comparison Comparison, bool IsNegated)> Names = MakeNames();

    /// <summary>Whether it compares moments.</summary>
    public bool IsOfDates => Comparison is >= Comparison.DateEquals and <= Comparison.DateGreaterThanEquals;

    /// <summary>Takes a name apart, or null when there is no such operator.</summary>
    public static ConditionOperator? Find(string name)
    {
        var quantifier = Quantifier.None;
        foreach (var (prefix, meant) in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                (name, quantifier) = (name[prefix.Length..], meant);
                break;
            }
        }

        const string Suffix = "IfExists";
        var ifExists = name.EndsWith(Suffix, StringComparison.Ordinal);
        name = ifExists ? name[..^Suffix.Length] : name;
        return Names.TryGetValue(name, out var meaning) && !(ifExists && meaning.Comparison == Comparison.Null)
            ? new ConditionOperator(meaning.Comparison, meaning.IsNegated, quantifier, ifExists)
            : null;
    }

    private static Dictionary<string, (Comparison Comparison, bool IsNegated)> MakeNames()
    {
        var names = Enum.GetValues<Comparison>().ToDictionary(comparison => $"{comparison}", comparison => (comparison, false), StringComparer.Ordinal);
        names.Add("ArnEquals", (Comparison.ArnLike, false));
        names.Add("ArnNotEquals", (Comparison.ArnLike, true));
        names.Add("ArnNotLike", (Comparison.ArnLike, true));
        names.Add("StringNotEquals", (Comparison.StringEquals, true));
        names.Add("StringNotEqualsIgnoreCase", (Comparison.StringEqualsIgnoreCase, true));
        names.Add("StringNotLike", (Comparison.StringLike, true));
        names.Add("NumericNotEquals", (Comparison.NumericEquals, true));
        names.Add("DateNotEquals", (Comparison.DateEquals, true));
        names.Add("NotIpAddress", (Comparison.IpAddress, true));
        return names;
    }
}
