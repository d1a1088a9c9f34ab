namespace Headwater.Observe.Logs;

/// <summary>A group of streams that are kept for the same time.</summary>
public sealed record LogGroup
{
    /// <summary>1 to 512 of <c>[.\-_/#A-Za-z0-9]</c>.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Days its lines are kept; null for ever.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>Tags by key.</summary>
    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Its class by the caller's word. Default <c>STANDARD</c>.</summary>
    public string Class { get; init; } = "STANDARD";

    /// <summary>Whether it may not be removed.</summary>
    public bool DeletionProtected { get; init; }
}
