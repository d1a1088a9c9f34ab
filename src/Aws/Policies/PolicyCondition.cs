namespace Headwater.Aws.Policies;

/// <summary>One condition of a statement: an operator, a key, and the values it is compared with.</summary>
/// <param name="Operator">How.</param>
/// <param name="Key">What is looked at; by any case.</param>
/// <param name="Values">Any of these.</param>
internal sealed record PolicyCondition(ConditionOperator Operator, string Key, IReadOnlyList<string> Values)
{
    /// <summary>Whether it holds.</summary>
    /// <param name="keys">What is known.</param>
    /// <param name="variables">What variables stand for; null when the policy's version knows none.</param>
    public bool Holds(ConditionKeys keys, ConditionKeys? variables)
    {
        var known = keys.Find(Key);
        if (Operator.Comparison == Comparison.Null)
        {
            return Values.Any(value => bool.TryParse(value, out var absent) && absent == known is null);
        }

        if (known is null || known.Count == 0)
        {
            return HoldsWithoutKey;
        }

        return Operator.Quantifier switch
        {
            Quantifier.AnyValue => known.Any(value => Fits(value, variables)),
            Quantifier.AllValues => known.All(value => Fits(value, variables)),
            _ => Operator.IsNegated ? known.All(value => Fits(value, variables)) : known.Any(value => Fits(value, variables)),
        };
    }

    private bool HoldsWithoutKey =>
        Operator.IfExists || Operator.Quantifier == Quantifier.AllValues || (Operator.IsNegated && Operator.Quantifier == Quantifier.None);

    private bool Fits(string known, ConditionKeys? variables) =>
        Operator.IsNegated != Values.Any(value => Pattern.Expand(value, variables) is { } pattern && Comparisons.Fits(Operator.Comparison, known, pattern));
}
