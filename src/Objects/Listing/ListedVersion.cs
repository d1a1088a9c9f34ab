namespace Headwater.Objects.Listing;

/// <summary>A version in a list.</summary>
/// <param name="Version">The version.</param>
/// <param name="IsLatest">Whether it is the key's newest.</param>
public sealed record ListedVersion(ObjectVersion Version, bool IsLatest);
