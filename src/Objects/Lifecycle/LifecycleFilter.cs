namespace Headwater.Objects.Lifecycle;

/// <summary>Which objects a rule is about: those of which everything here is true.</summary>
public sealed record LifecycleFilter
{
    /// <summary>How the key begins.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Tags the object has.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Larger than this, or null.</summary>
    public long? LargerThanBytes { get; init; }

    /// <summary>Smaller than this, or null.</summary>
    public long? SmallerThanBytes { get; init; }

    /// <summary>Whether it is about a version. Delete markers have no tags and no size.</summary>
    public bool Matches(ObjectVersion version) =>
        MatchesKey(version.Key)
        && Tags.All(tag => version.Description.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value)
        && (LargerThanBytes is not { } least || version.SizeBytes > least)
        && (SmallerThanBytes is not { } most || version.SizeBytes < most);

    /// <summary>Whether it is about a key.</summary>
    public bool MatchesKey(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);
}
