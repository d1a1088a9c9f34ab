using Headwater.Foundation;
using Headwater.Plans;

namespace Headwater.Aws.Compile;

/// <summary>What MediaPackage's documents make of a plan.</summary>
/// <param name="Packages">One for each channel.</param>
/// <param name="Endpoints">One for each manifest.</param>
public sealed record PackagePlans(EquatableList<PackagePlan> Packages, EquatableList<EndpointPlan> Endpoints);
