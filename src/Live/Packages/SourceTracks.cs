using Headwater.Foundation;
using Headwater.Log;

namespace Headwater.Live.Packages;

/// <summary>What a package sees of one source's log: the renditions it takes, and how far they reach. Pure.</summary>
internal static class SourceTracks
{
    /// <summary>The tracks with media that are taken.</summary>
    /// <param name="snapshot">The source's log.</param>
    /// <param name="renditions">Names; none takes all.</param>
    public static List<TrackSnapshot> Taken(LogSnapshot snapshot, EquatableList<string> renditions) =>
        [.. snapshot.Tracks.Where(track => track.Fragments.Count > 0 && (renditions.Count == 0 || renditions.Contains(track.Config.Name)))];

    /// <summary>End of the newest media that counts: of the pictures where there are any, else of the sound. Null without media.</summary>
    public static TimeSpan? Head(List<TrackSnapshot> taken)
    {
        var kind = taken.Exists(track => track.Config.Kind == TrackKind.Video) ? TrackKind.Video : TrackKind.Audio;
        TimeSpan? head = null;
        foreach (var track in taken)
        {
            if (track.Config.Kind == kind && (head is null || End(track) > head))
            {
                head = End(track);
            }
        }

        return head;
    }

    /// <summary>End of a track's newest fragment by decode time.</summary>
    public static TimeSpan End(TrackSnapshot track) => EndOf(track.Fragments[^1], track.Config.Timescale).ToTimeSpan();

    /// <summary>End of a fragment by decode time.</summary>
    public static MediaTime EndOf(FragmentEntry fragment, uint timescale) => new(fragment.DecodeTicks + fragment.DurationTicks, timescale);

    /// <summary>Index of the first fragment whose record is that number or a later one.</summary>
    public static int IndexOf(IReadOnlyList<FragmentEntry> fragments, long sequence)
    {
        var (low, high) = (0, fragments.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = fragments[middle].Sequence < sequence ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Index of the first fragment that begins at or after a decode time.</summary>
    public static int IndexAt(IReadOnlyList<FragmentEntry> fragments, long decodeTicks)
    {
        var (low, high) = (0, fragments.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = fragments[middle].DecodeTicks < decodeTicks ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
