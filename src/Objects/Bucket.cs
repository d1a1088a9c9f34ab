using Headwater.Objects.Lifecycle;

namespace Headwater.Objects;

/// <summary>A bucket and its configuration.</summary>
public sealed record Bucket
{
    /// <summary>Its name; unique in the store.</summary>
    public required string Name { get; init; }

    /// <summary>Tells it from an earlier bucket of the same name.</summary>
    public required string Id { get; init; }

    /// <summary>The account that owns it.</summary>
    public required string Account { get; init; }

    /// <summary>Where it says it is.</summary>
    public required string Region { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Whether overwritten and deleted objects are kept.</summary>
    public BucketVersioning Versioning { get; init; }

    /// <summary>What happens to objects by themselves; empty for nothing.</summary>
    public IReadOnlyList<LifecycleRule> Lifecycle { get; init; } = [];

    /// <summary>Further configuration documents by name, for whoever speaks to callers.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
