using Headwater.Foundation;

namespace Headwater.Plans;

/// <summary>Everything that should run on a platform. As JSON this is the plan file (docs/plan-file.md).</summary>
public sealed record PlatformPlan
{
    /// <summary>The channels; ids are unique.</summary>
    public EquatableList<ChannelPlan> Channels { get; init; } = [];

    /// <summary>The packaging channels; ids are unique among these and the channels.</summary>
    public EquatableList<PackagePlan> Packages { get; init; } = [];

    /// <summary>The origin endpoints; ids are unique.</summary>
    public EquatableList<EndpointPlan> Endpoints { get; init; } = [];
}
