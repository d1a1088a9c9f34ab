namespace Headwater.Objects.Lifecycle;

/// <summary>What happens by itself to some of a bucket's objects.</summary>
public sealed record LifecycleRule
{
    /// <summary>Its name; unique in the bucket.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it does anything.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Which objects.</summary>
    public LifecycleFilter Filter { get; init; } = new();

    /// <summary>When current versions expire, or null.</summary>
    public LifecycleDue? Expiration { get; init; }

    /// <summary>Whether delete markers behind which nothing is left are removed.</summary>
    public bool RemovesLoneMarkers { get; init; }

    /// <summary>When current versions move to which class; ascending.</summary>
    public IReadOnlyList<LifecycleTransition> Transitions { get; init; } = [];

    /// <summary>Days after which a version that is no longer current is removed, or null.</summary>
    public int? NoncurrentExpirationDays { get; init; }

    /// <summary>That many of the newest noncurrent versions are kept whatever their age.</summary>
    public int NoncurrentKept { get; init; }

    /// <summary>When noncurrent versions move to which class.</summary>
    public IReadOnlyList<LifecycleTransition> NoncurrentTransitions { get; init; } = [];

    /// <summary>Days after which an unfinished upload is aborted, or null.</summary>
    public int? AbortUploadDays { get; init; }
}
