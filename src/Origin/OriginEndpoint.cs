using Headwater.Log;
using Headwater.Plans;

namespace Headwater.Origin;

/// <summary>One endpoint as it is served: its plan and the log it shows. Immutable but for its counters; the log is owned by whoever made it.</summary>
/// <param name="Plan">What is made of the log.</param>
/// <param name="PartDuration">The channel's longest fragment.</param>
/// <param name="Log">The channel's log.</param>
public sealed record OriginEndpoint(EndpointPlan Plan, TimeSpan PartDuration, MediaLog Log)
{
    /// <summary>What it answered; give a successor of the same id its predecessor's to count on.</summary>
    public EgressCounters Egress { get; init; } = new();

    /// <summary>Whom it answers.</summary>
    internal EndpointGate Gate { get; } = new(Plan);
}
