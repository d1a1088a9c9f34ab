using Headwater.Foundation;

namespace Headwater.Plans;

/// <summary>A packaging channel: one log of its own that follows whichever of its sources is alive, so that viewers of its endpoints see no pipeline fail.</summary>
public sealed record PackagePlan
{
    /// <summary>Unique among channels and packages: <c>[A-Za-z0-9_-]{1,64}</c>; names the log on disk, and endpoints refer to it.</summary>
    public required string Id { get; init; }

    /// <summary>What it may follow, in order of preference; may be empty while nothing feeds it.</summary>
    public EquatableList<PackageSourcePlan> Sources { get; init; } = [];

    /// <summary>How long media is promised to stay readable. Default 10 minutes; 1 minute to 14 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest fragment of its sources. Default 500 ms.</summary>
    public TimeSpan PartDuration { get; init; } = TimeSpan.FromMilliseconds(500);
}
