using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Aws.Compile;

/// <summary>What feeds one package.</summary>
public sealed record PackageFeed
{
    /// <summary>The pipelines, the preferred one first.</summary>
    public required EquatableList<PackageSourcePlan> Sources { get; init; }

    /// <summary>Longest fragment of them. Default 500 ms.</summary>
    public TimeSpan PartDuration { get; init; } = TimeSpan.FromMilliseconds(500);
}
