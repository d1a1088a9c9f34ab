using System.Collections.Immutable;

namespace Headwater.Plans;

/// <summary>What runs, as it was seen at one moment.</summary>
/// <param name="Time">When.</param>
/// <param name="Channels">By channel id (one pipeline each).</param>
/// <param name="Packages">By package id.</param>
public sealed record PlatformObservation(
    DateTimeOffset Time, ImmutableDictionary<string, ChannelObservation> Channels, ImmutableDictionary<string, PackageObservation> Packages)
{
    /// <summary>Nothing runs.</summary>
    public static PlatformObservation None { get; } = new(default, ImmutableDictionary<string, ChannelObservation>.Empty, ImmutableDictionary<string, PackageObservation>.Empty);
}
