namespace Headwater.Aws.Services.MediaPackage;

/// <summary>Tags by their keys.</summary>
internal static class TagSet
{
    /// <summary>The tags with others added; of the same key the other's value stands.</summary>
    public static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string>? others)
    {
        var all = tags.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in others ?? new Dictionary<string, string>())
        {
            all[key] = value;
        }

        return all;
    }

    /// <summary>The tags without some keys.</summary>
    public static IReadOnlyDictionary<string, string> Without(IReadOnlyDictionary<string, string> tags, IReadOnlyList<string>? keys) =>
        tags.Where(tag => keys?.Contains(tag.Key) != true).ToDictionary(StringComparer.Ordinal);
}
