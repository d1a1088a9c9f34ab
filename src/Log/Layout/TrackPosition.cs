namespace Headwater.Log.Layout;

/// <summary>Where one track stands at a place in the log.</summary>
/// <param name="Config">The configuration in force.</param>
/// <param name="Generation">How many different ones came before it.</param>
/// <param name="HasFragment">Whether the track had a fragment at all.</param>
/// <param name="DecodeTicks">Decode time of its newest fragment.</param>
/// <param name="Timescale">Ticks per second of <paramref name="DecodeTicks"/>: that of the configuration then in force.</param>
internal readonly record struct TrackPosition(TrackConfig Config, int Generation, bool HasFragment, long DecodeTicks, uint Timescale);
