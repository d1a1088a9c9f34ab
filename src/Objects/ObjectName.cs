namespace Headwater.Objects;

/// <summary>Names an object.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key.</param>
/// <param name="VersionId">The version; null for the current one.</param>
public readonly record struct ObjectName(string Bucket, string Key, string? VersionId = null);
