namespace Headwater.Aws.Policies;

/// <summary>What a condition asks of a key with several values.</summary>
internal enum Quantifier
{
    /// <summary>Nothing was said: one value is expected.</summary>
    None,

    /// <summary><c>ForAnyValue</c>: one of them fits; false when there is none.</summary>
    AnyValue,

    /// <summary><c>ForAllValues</c>: all of them fit; true when there is none.</summary>
    AllValues,
}
