namespace Headwater.Objects.Lifecycle;

/// <summary>What is due for one version of a key. The cases are closed: callers switch.</summary>
/// <param name="Version">The version it was decided for.</param>
/// <param name="RuleId">By which rule.</param>
public abstract record LifecycleAction(ObjectVersion Version, string RuleId)
{
    /// <summary>The current version is deleted as a caller would delete it: for good, or by a delete marker.</summary>
    public sealed record Expire(ObjectVersion Version, string RuleId) : LifecycleAction(Version, RuleId);

    /// <summary>The version, or a delete marker behind which nothing is left, is removed for good.</summary>
    public sealed record Remove(ObjectVersion Version, string RuleId) : LifecycleAction(Version, RuleId);

    /// <summary>The version moves to another storage class.</summary>
    public sealed record Move(ObjectVersion Version, string RuleId, string StorageClass) : LifecycleAction(Version, RuleId);
}
