using Headwater.Foundation;

namespace Headwater.Plans;

/// <summary>One thing a package may follow.</summary>
public sealed record PackageSourcePlan
{
    /// <summary>The channel (one pipeline) whose log is followed.</summary>
    public required string ChannelId { get; init; }

    /// <summary>Names of the renditions that are taken; empty for all.</summary>
    public EquatableList<string> Renditions { get; init; } = [];
}
