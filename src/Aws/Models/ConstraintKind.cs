namespace Headwater.Aws.Models;

/// <summary>What a model demands of a value.</summary>
public enum ConstraintKind
{
    /// <summary>It must be there.</summary>
    Required,

    /// <summary>It must be of its kind.</summary>
    Kind,

    /// <summary>A number must not be less.</summary>
    LeastValue,

    /// <summary>A number must not be greater.</summary>
    GreatestValue,

    /// <summary>A text, blob, list or map must not be shorter.</summary>
    LeastLength,

    /// <summary>A text, blob, list or map must not be longer.</summary>
    GreatestLength,

    /// <summary>A text must fit an expression.</summary>
    Pattern,

    /// <summary>A text must be one of some words.</summary>
    Enum,

    /// <summary>One member must be set, and not more.</summary>
    Union,
}
