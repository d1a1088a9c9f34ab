using System.Diagnostics.CodeAnalysis;

namespace Headwater.Objects;

/// <summary>A value, or why there is none. Exactly one of the two is there.</summary>
/// <param name="Value">The value, or null.</param>
/// <param name="Refusal">Why not, or null.</param>
public readonly record struct Answer<T>(T? Value, Refusal? Refusal)
    where T : class
{
    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsGood => Refusal is null;

    /// <summary>An answer with a value.</summary>
    public static implicit operator Answer<T>(T value) => new(value, null);

    /// <summary>An answer without one.</summary>
    public static implicit operator Answer<T>(Refusal refusal) => new(null, refusal);
}
