namespace Headwater.Aws.Policies;

/// <summary>How a condition compares one value of its key with one of the policy's.</summary>
internal enum Comparison
{
    /// <summary>Not at all: it asks whether the key is absent.</summary>
    Null,

    /// <summary>Equal texts.</summary>
    StringEquals,

    /// <summary>Equal texts but for case.</summary>
    StringEqualsIgnoreCase,

    /// <summary>A text of a pattern.</summary>
    StringLike,

    /// <summary>Equal numbers.</summary>
    NumericEquals,

    /// <summary>A smaller number.</summary>
    NumericLessThan,

    /// <summary>A number that is not greater.</summary>
    NumericLessThanEquals,

    /// <summary>A greater number.</summary>
    NumericGreaterThan,

    /// <summary>A number that is not smaller.</summary>
    NumericGreaterThanEquals,

    /// <summary>The same moment.</summary>
    DateEquals,

    /// <summary>An earlier moment.</summary>
    DateLessThan,

    /// <summary>A moment that is not later.</summary>
    DateLessThanEquals,

    /// <summary>A later moment.</summary>
    DateGreaterThan,

    /// <summary>A moment that is not earlier.</summary>
    DateGreaterThanEquals,

    /// <summary>The same truth.</summary>
    Bool,

    /// <summary>The same bytes, as base64.</summary>
    BinaryEquals,

    /// <summary>An address of a block.</summary>
    IpAddress,

    /// <summary>An ARN of a pattern, part by part.</summary>
    ArnLike,
}
