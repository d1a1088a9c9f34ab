using System.Collections.Immutable;

namespace Headwater.Live.Packages;

/// <summary>Where a package stands in the source it follows, so that a successor with another list of sources goes on there in mid-group.</summary>
/// <param name="ChannelId">The source's channel.</param>
/// <param name="NextSequences">By name of rendition: the first record of the source's log that was not taken.</param>
/// <param name="NextMarker">The first record that may be a marker not taken.</param>
/// <param name="Discontinuities">How many discontinuities of the source's log precede what was taken last.</param>
public sealed record PackagePosition(string ChannelId, ImmutableDictionary<string, long> NextSequences, long NextMarker, int Discontinuities);
