namespace Headwater.Objects;

/// <summary>What a deletion did.</summary>
/// <param name="VersionId">The version that was removed or the marker that was added; null in a bucket that keeps no versions.</param>
/// <param name="IsMarker">A marker was added, or the version removed was one.</param>
public sealed record Deletion(string? VersionId, bool IsMarker);
