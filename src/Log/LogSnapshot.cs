using Headwater.Foundation;

namespace Headwater.Log;

/// <summary>A picture of what a log holds, taken at one head; never changes afterwards, may be kept and shared by any number of readers.</summary>
/// <param name="FirstSequence">The oldest record retained.</param>
/// <param name="NextSequence">The record that will be appended next: one past the newest.</param>
/// <param name="Ended">Whether the newest record is an <see cref="End"/>.</param>
/// <param name="Tracks">The tracks in order of their numbers.</param>
/// <param name="Markers">The retained markers in log order.</param>
public sealed record LogSnapshot(
    long FirstSequence,
    long NextSequence,
    bool Ended,
    IReadOnlyList<TrackSnapshot> Tracks,
    IReadOnlyList<MarkerEntry> Markers)
{
    /// <summary>A log without a record.</summary>
    public static readonly LogSnapshot Empty = new(0, 0, false, [], []);

    /// <summary>The track of that name, or null.</summary>
    public TrackSnapshot? FindTrack(string name)
    {
        foreach (var track in Tracks)
        {
            if (track.Config.Name == name)
            {
                return track;
            }
        }

        return null;
    }
}

/// <summary>One track of a <see cref="LogSnapshot"/>.</summary>
/// <param name="Config">The newest configuration.</param>
/// <param name="Configs">Every retained configuration in order, each with the generation its fragments name.</param>
/// <param name="Fragments">The retained fragments in order; decode times grow.</param>
public sealed record TrackSnapshot(TrackConfig Config, IReadOnlyList<TrackConfigEntry> Configs, IReadOnlyList<FragmentEntry> Fragments)
{
    /// <summary>Decode time of the newest fragment that is retained no more; null while all the track ever had is there.</summary>
    public MediaTime? Dropped { get; init; }

    /// <summary>The configuration of that generation, or null when none of its fragments is retained.</summary>
    public TrackConfig? FindConfig(int generation)
    {
        foreach (var entry in Configs)
        {
            if (entry.Generation == generation)
            {
                return entry.Config;
            }
        }

        return null;
    }
}

/// <summary>A configuration and the generation that <see cref="FragmentEntry.Generation"/> names.</summary>
/// <param name="Generation">From 0 for the track's first.</param>
/// <param name="Config">The configuration.</param>
public sealed record TrackConfigEntry(int Generation, TrackConfig Config);

/// <summary>A marker with its place in the log.</summary>
/// <param name="Sequence">The record's number.</param>
/// <param name="Marker">The marker.</param>
public sealed record MarkerEntry(long Sequence, Marker Marker);
