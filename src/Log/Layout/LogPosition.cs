namespace Headwater.Log.Layout;

/// <summary>Everything that a place in the log inherits from what came before it: what an extent's preamble carries and what the writer counts on from.</summary>
internal sealed class LogPosition
{
    public const int MaximumTracks = 256;

    private readonly List<TrackPosition> _tracks = [];

    /// <summary>Number of the record that comes next.</summary>
    public long NextSequence { get; set; }

    /// <summary>How many <see cref="Discontinuity"/> records came before.</summary>
    public int Discontinuities { get; set; }

    /// <summary>Whether the record before is an <see cref="End"/>.</summary>
    public bool Ended { get; set; }

    /// <summary>The tracks in order of their numbers.</summary>
    public IReadOnlyList<TrackPosition> Tracks => _tracks;

    public void CopyFrom(LogPosition other)
    {
        NextSequence = other.NextSequence;
        Discontinuities = other.Discontinuities;
        Ended = other.Ended;
        _tracks.Clear();
        _tracks.AddRange(other._tracks);
    }

    /// <summary>Finds a track; false leaves a position without configuration.</summary>
    public bool TryFind(int track, out TrackPosition position)
    {
        foreach (var candidate in _tracks)
        {
            if (candidate.Config.Track == track)
            {
                position = candidate;
                return true;
            }
        }

        position = default;
        return false;
    }

    /// <summary>Adds or replaces the track that the position's configuration names.</summary>
    public void Set(TrackPosition position)
    {
        var index = 0;
        while (index < _tracks.Count && _tracks[index].Config.Track < position.Config.Track)
        {
            index++;
        }

        if (index < _tracks.Count && _tracks[index].Config.Track == position.Config.Track)
        {
            _tracks[index] = position;
        }
        else
        {
            _tracks.Insert(index, position);
        }
    }

    /// <summary>Puts a configuration in force; an equal one changes nothing.</summary>
    /// <returns>The generation now in force, and whether it is new.</returns>
    public (int Generation, bool IsNew) Configure(TrackConfig config)
    {
        if (!TryFind(config.Track, out var position))
        {
            Set(new(config, 0, false, 0, config.Timescale));
            return (0, true);
        }

        if (position.Config.Equals(config))
        {
            return (position.Generation, false);
        }

        Set(position with { Config = config, Generation = position.Generation + 1 });
        return (position.Generation + 1, true);
    }
}
