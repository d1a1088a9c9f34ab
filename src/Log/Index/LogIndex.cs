using Headwater.Log.Layout;
using Headwater.Log.Writing;

namespace Headwater.Log.Index;

/// <summary>What a log holds, in memory. One writer adds and drops; any thread takes the snapshot.</summary>
/// <remarks>The lock is held for a batch's entries or for one line a track; the snapshot of one head is made once and shared.</remarks>
internal sealed class LogIndex
{
    private const int MarkersPerChunk = 64;

    private readonly Lock _gate = new();
    private readonly List<TrackIndex> _tracks = [];
    private readonly ChunkedList<MarkerEntry> _markers = new(MarkersPerChunk);
    private LogSnapshot? _snapshot = LogSnapshot.Empty;
    private long _first;
    private long _next;
    private bool _ended;

    public LogSnapshot Snapshot => Volatile.Read(ref _snapshot) ?? Build();

    /// <summary>Takes over what an extent inherits: its configurations, and its place when it is the oldest.</summary>
    public void Begin(LogPosition position, bool oldest)
    {
        lock (_gate)
        {
            _first = oldest ? position.NextSequence : _first;
            foreach (var track in position.Tracks)
            {
                var index = Find(track.Config.Track);
                index.Add(position.NextSequence - 1, track.Generation, track.Config);
                if (oldest && track.HasFragment)
                {
                    index.Dropped = new(track.DecodeTicks, track.Timescale);
                }
            }

            Publish(position.NextSequence, position.Ended);
        }
    }

    /// <summary>Adds what was stored, and with it moves the head.</summary>
    /// <param name="records">In order; their places are relative to <paramref name="offset"/>.</param>
    /// <param name="extent">The extent that holds them.</param>
    /// <param name="offset">Where in it they begin.</param>
    /// <param name="position">Where the log stands after them.</param>
    public void Add(IReadOnlyList<StagedRecord> records, long extent, long offset, LogPosition position)
    {
        lock (_gate)
        {
            // By index: the enumerator of an interface would be an allocation an append.
            for (var place = 0; place < records.Count; place++)
            {
                Add(records[place], extent, offset);
            }

            Publish(position.NextSequence, position.Ended);
        }
    }

    /// <summary>Forgets what came before <paramref name="sequence"/>, the first of the extent that is now the oldest.</summary>
    public void DropBefore(long sequence)
    {
        lock (_gate)
        {
            _first = sequence;
            foreach (var track in _tracks)
            {
                track.DropBefore(sequence);
            }

            var dropped = 0;
            while (dropped < _markers.Count && _markers[dropped].Sequence < sequence)
            {
                dropped++;
            }

            _markers.DropFront(dropped);
            Volatile.Write(ref _snapshot, null);
        }
    }

    private void Add(in StagedRecord staged, long extent, long offset)
    {
        var header = staged.Header;
        switch (header.Kind)
        {
            case RecordKind.TrackConfig:
                Find(header.Subject).Add(header.Sequence, staged.Generation, (TrackConfig)staged.Kept!);
                break;
            case RecordKind.Fragment:
                Find(header.Subject).Add(new FragmentEntry(
                    header.Sequence,
                    header.DecodeTicks,
                    header.PresentationTicks,
                    header.DurationTicks,
                    header.RandomAccess,
                    staged.Generation,
                    staged.Discontinuities,
                    new(extent, offset + staged.Offset + RecordHeader.SizeBytes, header.PayloadBytes)));
                break;
            case RecordKind.Marker:
                _markers.Add(new(header.Sequence, (Marker)staged.Kept!));
                break;
        }
    }

    private void Publish(long next, bool ended)
    {
        _next = next;
        _ended = ended;
        Volatile.Write(ref _snapshot, null);
    }

    private LogSnapshot Build()
    {
        lock (_gate)
        {
            if (_snapshot is { } made)
            {
                return made;
            }

            var tracks = new TrackSnapshot[_tracks.Count];
            for (var index = 0; index < tracks.Length; index++)
            {
                tracks[index] = _tracks[index].Snapshot();
            }

            var snapshot = new LogSnapshot(_first, _next, _ended, tracks, _markers.View());
            Volatile.Write(ref _snapshot, snapshot);
            return snapshot;
        }
    }

    private TrackIndex Find(int track)
    {
        var index = 0;
        while (index < _tracks.Count && _tracks[index].Track < track)
        {
            index++;
        }

        if (index == _tracks.Count || _tracks[index].Track != track)
        {
            _tracks.Insert(index, new(track));
        }

        return _tracks[index];
    }
}
