namespace Headwater.Aws.Calls;

/// <summary>The answer of an operation that answers nothing.</summary>
public sealed record Nothing
{
    /// <summary>The one value.</summary>
    public static Nothing Value { get; } = new();
}
