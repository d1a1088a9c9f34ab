namespace Headwater.Objects.Listing;

/// <summary>A page of a list.</summary>
/// <param name="Items">The entries.</param>
/// <param name="CommonPrefixes">What stands for more than one.</param>
/// <param name="IsTruncated">Whether there is more.</param>
/// <param name="NextKey">Where the next page begins, for <see cref="ListQuery.AfterKey"/>; null when there is none.</param>
/// <param name="NextId">Likewise for <see cref="ListQuery.AfterId"/>; null when the page ended with a common prefix.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, IReadOnlyList<string> CommonPrefixes, bool IsTruncated, string? NextKey, string? NextId);
