using Headwater.Foundation;

namespace Headwater.Log.Index;

/// <summary>The retained configurations and fragments of one track. Guarded by its <see cref="LogIndex"/>.</summary>
internal sealed class TrackIndex(int track)
{
    private const int ChunkLength = 256;

    private readonly ChunkedList<FragmentEntry> _fragments = new(ChunkLength);

    // Few and rarely changed: replaced as a whole, so that snapshots share it.
    private (long Sequence, TrackConfigEntry Entry)[] _configs = [];
    private TrackConfigEntry[] _entries = [];
    private TrackSnapshot? _snapshot;

    public int Track => track;

    /// <summary>Decode time of the newest fragment that came before those retained. Set before the first fragment.</summary>
    public MediaTime? Dropped { get; set; }

    /// <summary>Adds a configuration unless its generation is the one in force already.</summary>
    public void Add(long sequence, int generation, TrackConfig config)
    {
        if (_configs.Length == 0 || _configs[^1].Entry.Generation != generation)
        {
            SetConfigs([.. _configs, (sequence, new TrackConfigEntry(generation, config))]);
        }
    }

    public void Add(in FragmentEntry fragment)
    {
        _fragments.Add(fragment);
        _snapshot = null;
    }

    /// <summary>Forgets what came before a record, but for the configuration in force there.</summary>
    public void DropBefore(long sequence)
    {
        var dropped = LowerBound(sequence);
        if (dropped > 0)
        {
            var newest = _fragments[dropped - 1];
            var config = Array.FindLast(_entries, entry => entry.Generation == newest.Generation)!.Config;
            Dropped = new(newest.DecodeTicks, config.Timescale);
            _fragments.DropFront(dropped);
            _snapshot = null;
        }

        var inForce = Array.FindLastIndex(_configs, config => config.Sequence < sequence);
        if (inForce > 0)
        {
            SetConfigs(_configs[inForce..]);
        }
    }

    public TrackSnapshot Snapshot() => _snapshot ??= new(_entries[^1].Config, _entries, _fragments.View()) { Dropped = Dropped };

    private void SetConfigs((long Sequence, TrackConfigEntry Entry)[] configs)
    {
        _configs = configs;
        _entries = [.. configs.Select(config => config.Entry)];
        _snapshot = null;
    }

    private int LowerBound(long sequence)
    {
        var (low, high) = (0, _fragments.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _fragments[middle].Sequence < sequence ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
