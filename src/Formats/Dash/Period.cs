using Headwater.Foundation;

namespace Headwater.Formats.Dash;

/// <summary>A span of the presentation in which nothing about the streams changes. Specification: ISO/IEC 23009-1, 5.3.2.</summary>
public sealed record Period
{
    /// <summary>Identifier; unique and kept through updates when dynamic.</summary>
    public string? Id { get; init; }

    /// <summary>Start from the availability start time (dynamic) or from the beginning.</summary>
    public TimeSpan? Start { get; init; }

    /// <summary>Length, or null when the next period or the end tells.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Bases of relative URLs.</summary>
    public EquatableList<string> BaseUrls { get; init; } = [];

    /// <summary>The adaptation sets.</summary>
    public EquatableList<AdaptationSet> AdaptationSets { get; init; } = [];

    /// <summary>Properties of the period, such as its continuity with another.</summary>
    public EquatableList<Descriptor> SupplementalProperties { get; init; } = [];
}
