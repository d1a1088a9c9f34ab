namespace Headwater.Objects.Lifecycle;

/// <summary>A move to another storage class.</summary>
/// <param name="Due">When.</param>
/// <param name="StorageClass">Where to.</param>
/// <param name="Kept">That many of the newest noncurrent versions stay; 0 for current versions.</param>
public sealed record LifecycleTransition(LifecycleDue Due, string StorageClass, int Kept = 0);
