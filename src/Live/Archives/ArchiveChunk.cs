using Headwater.Foundation;
using Headwater.Log;
using Headwater.Plans;

namespace Headwater.Live.Archives;

/// <summary>A run of one archive's media that is written at once: fragments of the leading track, and the span of the others that goes with them.</summary>
/// <param name="Lead">The leading track: pictures, or the first sound where there are none.</param>
/// <param name="First">Index of its first fragment.</param>
/// <param name="Count">How many fragments.</param>
/// <param name="Start">Earliest presentation, since the Unix epoch.</param>
/// <param name="End">Where the next run begins.</param>
/// <param name="Independent">Whether decoding may start at its beginning.</param>
internal sealed record ArchiveChunk(TrackSnapshot Lead, int First, int Count, TimeSpan Start, TimeSpan End, bool Independent)
{
    /// <summary>How far pictures may be ahead of sound before they are written without it.</summary>
    private static readonly TimeSpan LongestWaitForSound = TimeSpan.FromSeconds(4);

    // Shorter runs would cost more in tables than in media; longer ones too much memory.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private const long MostBytes = 48 << 20;

    /// <summary>The first fragment of the run.</summary>
    public FragmentEntry FirstFragment => Lead.Fragments[First];

    /// <summary>The record of the log behind the run.</summary>
    public long NextSequence => Lead.Fragments[First + Count - 1].Sequence + 1;

    /// <summary>The next run that is whole; null while there is none.</summary>
    /// <param name="snapshot">The log.</param>
    /// <param name="plan">Which renditions.</param>
    /// <param name="from">The first record not written.</param>
    /// <param name="fileStart">Where the open file began; null when a new one begins, which must be at a random access point.</param>
    /// <param name="flush">Whether nothing follows soon: what there is is whole.</param>
    public static ArchiveChunk? Next(LogSnapshot snapshot, ArchivePlan plan, long from, TimeSpan? fileStart, bool flush)
    {
        var name = plan.Video ?? plan.Audio[0];
        if (snapshot.FindTrack(name) is not { Fragments.Count: > 0 } lead)
        {
            return null;
        }

        var first = IndexOf(lead.Fragments, from);
        while (fileStart is null && first < lead.Fragments.Count && !lead.Fragments[first].RandomAccess)
        {
            first++;
        }

        if (first >= lead.Fragments.Count)
        {
            return null;
        }

        var rollover = fileStart is { } began ? began + plan.Rollover : TimeSpan.MaxValue;
        var start = TimeOf(lead, first);
        var last = first + 1;
        long bytes = lead.Fragments[first].Location.Length;
        for (; last < lead.Fragments.Count; last++)
        {
            bytes += lead.Fragments[last].Location.Length;
            if (Ends(lead, first, last, start, rollover) || bytes > MostBytes)
            {
                break;
            }
        }

        var whole = last < lead.Fragments.Count;
        if (!whole && !flush)
        {
            return null;
        }

        var newest = lead.Fragments[last - 1];
        var newestEnd = new MediaTime(newest.PresentationTicks + newest.DurationTicks, lead.Config.Timescale).ToTimeSpan();
        var continues = whole && lead.Fragments[last].Discontinuities == lead.Fragments[first].Discontinuities && TimeOf(lead, last) - newestEnd < Shortest;
        var chunk = new ArchiveChunk(lead, first, last - first, start, continues ? TimeOf(lead, last) : newestEnd, lead.Fragments[first].RandomAccess);
        return flush || chunk.HasSound(snapshot, plan) ? chunk : null;
    }

    private static bool Ends(TrackSnapshot lead, int first, int index, TimeSpan start, TimeSpan rollover)
    {
        var (began, fragment) = (lead.Fragments[first], lead.Fragments[index]);
        var time = TimeOf(lead, index);
        return fragment.Discontinuities != began.Discontinuities
            || fragment.Generation != began.Generation
            || time - start >= Longest
            || (fragment.RandomAccess && (time - start >= Shortest || time >= rollover));
    }

    private bool HasSound(LogSnapshot snapshot, ArchivePlan plan)
    {
        var head = TimeOf(Lead, Lead.Fragments.Count - 1);
        foreach (var name in plan.Audio)
        {
            if (name != Lead.Config.Name && head - End < LongestWaitForSound
                && !(snapshot.FindTrack(name) is { Fragments.Count: > 0 } track && TimeOf(track, track.Fragments.Count - 1) >= End))
            {
                return false;
            }
        }

        return true;
    }

    private static TimeSpan TimeOf(TrackSnapshot track, int index) => new MediaTime(track.Fragments[index].PresentationTicks, track.Config.Timescale).ToTimeSpan();

    private static int IndexOf(IReadOnlyList<FragmentEntry> fragments, long sequence)
    {
        var (low, high) = (0, fragments.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = fragments[middle].Sequence < sequence ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
