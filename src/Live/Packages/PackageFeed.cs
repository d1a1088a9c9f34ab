using Headwater.Log;
using Headwater.Plans;

namespace Headwater.Live.Packages;

/// <summary>A source of a package as it runs.</summary>
/// <param name="Plan">Which channel, and what is taken of it.</param>
/// <param name="Log">The channel's log; borrowed while the package runs.</param>
public sealed record PackageFeed(PackageSourcePlan Plan, MediaLog Log);
