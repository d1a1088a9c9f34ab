using System.Collections.Immutable;

namespace Headwater.Aws.Services.Iam;

/// <summary>A tag as requests and answers write it.</summary>
/// <param name="Key">1 to 128 letters.</param>
/// <param name="Value">0 to 256 letters.</param>
internal sealed record Tag(string Key, string Value)
{
    private const int Most = 50;

    /// <summary>No tags.</summary>
    public static ImmutableSortedDictionary<string, string> None { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Adds tags to those that are there, by the words of AWS for what it refuses.</summary>
    /// <param name="tags">Those that are there.</param>
    /// <param name="added">Those that come; null for none.</param>
    /// <param name="word">Whose, such as <c>Role</c>.</param>
    public static ImmutableSortedDictionary<string, string> Add(ImmutableSortedDictionary<string, string> tags, IReadOnlyList<Tag>? added, string word)
    {
        var given = added ?? [];
        if (given.Select(tag => tag.Key.ToLowerInvariant()).Distinct().Count() != given.Count)
        {
            throw IamFault.Invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }

        if (given.Any(tag => tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
        {
            throw IamFault.Invalid("Tag keys beginning with 'aws:' are reserved for system use.");
        }

        foreach (var tag in given)
        {
            var same = tags.Keys.FirstOrDefault(key => key.Equals(tag.Key, StringComparison.OrdinalIgnoreCase));
            tags = (same is null ? tags : tags.Remove(same)).SetItem(tag.Key, tag.Value);
        }

        return tags.Count <= Most ? tags : throw IamFault.Quota($"TagsPer{word}", Most);
    }

    /// <summary>The tags in the order of their keys; null when there are none, for then nothing is written.</summary>
    public static IReadOnlyList<Tag>? List(ImmutableSortedDictionary<string, string> tags) =>
        tags.Count == 0 ? null : [.. tags.Select(tag => new Tag(tag.Key, tag.Value))];
}
