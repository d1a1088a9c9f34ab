using System.Collections;
using Headwater.Foundation;
using Headwater.Log;

namespace Headwater.Views.Segmentation;

/// <summary>Narrows a snapshot to what a viewer may see: time delay is a position in the log.</summary>
public static class SnapshotWindow
{
    /// <summary>End of the newest fragment of any track on the channel's timeline, or null for a log without media.</summary>
    public static MediaTime? Head(LogSnapshot snapshot)
    {
        MediaTime? head = null;
        foreach (var track in snapshot.Tracks)
        {
            if (track.Fragments.Count > 0)
            {
                var newest = track.Fragments[^1];
                var end = new MediaTime(newest.PresentationTicks + newest.DurationTicks, track.Config.Timescale);
                head = head is { } known && known.ToTimeSpan() >= end.ToTimeSpan() ? known : end;
            }
        }

        return head;
    }

    /// <summary>The log as it was before the first record that reaches closer to its head than <paramref name="delay"/>.</summary>
    public static LogSnapshot Delayed(LogSnapshot snapshot, TimeSpan delay) =>
        delay > TimeSpan.Zero && Head(snapshot) is { } head
            ? Until(snapshot, head.ToTimeSpan() - delay)
            : snapshot;

    /// <summary>The log as it was before the first fragment that ends later than <paramref name="until"/> since the Unix epoch.</summary>
    /// <remarks>A position in the order of the log and not in each track: what was late is late, so that all that holds of a log's views holds of this.</remarks>
    public static LogSnapshot Until(LogSnapshot snapshot, TimeSpan until)
    {
        var position = long.MaxValue;
        foreach (var track in snapshot.Tracks)
        {
            var last = MediaTime.FromTimeSpan(until, track.Config.Timescale).Ticks;
            var index = FirstAfter(track.Fragments, last);
            position = index < track.Fragments.Count ? Math.Min(position, track.Fragments[index].Sequence) : position;
        }

        return position == long.MaxValue ? snapshot : Before(snapshot, position);
    }

    private static LogSnapshot Before(LogSnapshot snapshot, long sequence)
    {
        var tracks = new List<TrackSnapshot>(snapshot.Tracks.Count);
        foreach (var track in snapshot.Tracks)
        {
            var count = CountBefore(track.Fragments, sequence);
            var newest = count > 0 ? track.Fragments[count - 1].Generation : track.Configs[0].Generation;
            TrackConfigEntry[] configs = [.. track.Configs.Where(entry => entry.Generation <= newest)];
            tracks.Add(configs.Length > 0
                ? track with { Config = configs[^1].Config, Configs = configs, Fragments = new Prefix(track.Fragments, count) }
                : track with { Fragments = new Prefix(track.Fragments, count) });
        }

        return snapshot with
        {
            NextSequence = sequence,
            Ended = false,
            Tracks = tracks,
            Markers = [.. snapshot.Markers.TakeWhile(marker => marker.Sequence < sequence)],
        };
    }

    private static int FirstAfter(IReadOnlyList<FragmentEntry> fragments, long ticks)
    {
        var found = Segmenter.LowerBound(fragments, ticks);
        for (var index = found - 1; index >= 0; index--)
        {
            // Ends grow but for pictures shown out of order, which are so only up to a random access point.
            if (fragments[index].PresentationTicks + fragments[index].DurationTicks > ticks)
            {
                found = index;
            }
            else if (fragments[index].RandomAccess)
            {
                break;
            }
        }

        return found;
    }

    private static int CountBefore(IReadOnlyList<FragmentEntry> fragments, long sequence)
    {
        var (low, high) = (0, fragments.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = fragments[middle].Sequence < sequence ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The first entries of a list, without a copy.</summary>
    private sealed class Prefix(IReadOnlyList<FragmentEntry> source, int count) : IReadOnlyList<FragmentEntry>
    {
        public int Count => count;

        public FragmentEntry this[int index] => index < count ? source[index] : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<FragmentEntry> GetEnumerator() => source.Take(count).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
