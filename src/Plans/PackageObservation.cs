using System.Collections.Immutable;

namespace Headwater.Plans;

/// <summary>What one package does. Counters never fall while it runs.</summary>
public sealed record PackageObservation
{
    /// <summary>The package.</summary>
    public required string PackageId { get; init; }

    /// <summary>Index of the source it follows now; null while none is alive.</summary>
    public int? ActiveSource { get; init; }

    /// <summary>Bytes taken from each source, in the order of the plan.</summary>
    public ImmutableArray<long> IngressBytes { get; init; } = [];

    /// <summary>How often it changed its source.</summary>
    public long Switches { get; init; }

    /// <summary>Answers of each endpoint, by endpoint id.</summary>
    public ImmutableDictionary<string, EgressObservation> Egress { get; init; } = ImmutableDictionary<string, EgressObservation>.Empty;
}
