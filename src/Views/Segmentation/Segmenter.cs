using Headwater.Log;

namespace Headwater.Views.Segmentation;

/// <summary>Cuts a track into segments. Pure, and local: what it finds from a cell on does not depend on what lies before.</summary>
/// <remarks>
/// Segment n starts at the first random access point in cell n. A cell without one has no segment. A discontinuity, or a configuration
/// with another header, ends a segment; media after it that still lies in the same cell has no number of its own and is not shown.
/// A track whose random access points are configured farther apart than a cell is cut at the first fragment of each cell instead.
/// </remarks>
public static class Segmenter
{
    /// <summary>The segments of a track from cell <paramref name="first"/> on, in order; only the last may be open.</summary>
    /// <param name="track">The track.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="first">Lowest number wanted.</param>
    /// <param name="ended">Whether the log has ended, which closes the last segment.</param>
    /// <param name="limit">Most segments returned.</param>
    public static List<Segment> Segments(TrackSnapshot track, SegmentGrid grid, long first, bool ended, int limit = int.MaxValue)
    {
        var found = new List<Segment>();
        var fragments = track.Fragments;
        var timescale = track.Config.Timescale;
        Segment? open = null;
        for (var index = LowerBound(fragments, grid.StartOf(first, timescale)); index < fragments.Count; index++)
        {
            var fragment = fragments[index];
            if (open is { Closed: false } running && Breaks(track, running, fragment))
            {
                open = Broken(running, fragment);
            }

            if (Starts(track, grid, open, fragment, out var number))
            {
                if (open is { } previous)
                {
                    found.Add(previous.Closed ? previous : ClosedBy(previous, fragments, fragment, number));
                    open = null;
                    if (found.Count >= limit)
                    {
                        return found;
                    }
                }

                open = new Segment(
                    number, index, 1, fragment.PresentationTicks, fragment.DurationTicks, fragment.Generation,
                    fragment.Discontinuities, fragment.RandomAccess, Closed: false, ClosedBySequence: 0);
            }
            else if (open is { Closed: false } growing)
            {
                open = growing with { FragmentCount = growing.FragmentCount + 1, DurationTicks = growing.DurationTicks + fragment.DurationTicks };
            }
        }

        if (open is { } last)
        {
            found.Add(ended && !last.Closed ? last with { Closed = true, ClosedBySequence = fragments[^1].Sequence } : last);
        }

        return found;
    }

    /// <summary>The segment of that number, or null when it is not, or no longer, or not yet there.</summary>
    public static Segment? Find(TrackSnapshot track, SegmentGrid grid, long number, bool ended)
    {
        var segments = Segments(track, grid, number, ended, limit: 1);
        return segments.Count > 0 && segments[0].Number == number ? segments[0] : null;
    }

    /// <summary>The last segment that starts before the fragment of that index, or null when the track holds none.</summary>
    public static Segment? Before(TrackSnapshot track, SegmentGrid grid, int index, bool ended)
    {
        var fragments = track.Fragments;
        for (var at = Math.Min(index, fragments.Count) - 1; at >= 0; at--)
        {
            // The newest random access point before: the first one of its cell starts the segment.
            if (fragments[at].RandomAccess || HasLongGroups(track, grid, fragments[at].Generation))
            {
                return Find(track, grid, grid.CellAt(fragments[at].PresentationTicks, track.Config.Timescale), ended);
            }
        }

        return null;
    }

    /// <summary>Index of the first fragment that starts at or after <paramref name="presentationTicks"/>; the count when there is none.</summary>
    /// <remarks>Only decode times grow: a picture that is shown after later ones may stand alone in a fragment before theirs.</remarks>
    public static int LowerBound(IReadOnlyList<FragmentEntry> fragments, long presentationTicks)
    {
        var found = DecodeLowerBound(fragments, presentationTicks);
        for (var index = found - 1; index >= 0; index--)
        {
            if (fragments[index].PresentationTicks >= presentationTicks)
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

    private static int DecodeLowerBound(IReadOnlyList<FragmentEntry> fragments, long decodeTicks)
    {
        var (low, high) = (0, fragments.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (fragments[middle].DecodeTicks < decodeTicks)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // A segment lasts until the next one starts, so that nothing lies between them. Where cells without media lie between, it lasts as long as its media.
    private static Segment ClosedBy(Segment open, IReadOnlyList<FragmentEntry> fragments, FragmentEntry next, long number)
    {
        var last = fragments[open.FirstFragment + open.FragmentCount - 1];
        var continues = number == open.Number + 1 || last.DecodeTicks + last.DurationTicks >= next.DecodeTicks;
        var distance = next.PresentationTicks - open.PresentationTicks;
        return open with
        {
            Closed = true,
            ClosedBySequence = next.Sequence,
            DurationTicks = continues ? distance : Math.Min(distance, open.DurationTicks),
        };
    }

    private static Segment Broken(Segment open, FragmentEntry next)
    {
        var distance = next.PresentationTicks - open.PresentationTicks;
        return open with
        {
            Closed = true,
            ClosedBySequence = next.Sequence,
            DurationTicks = distance > 0 ? Math.Min(distance, open.DurationTicks) : open.DurationTicks,
        };
    }

    private static bool Starts(TrackSnapshot track, SegmentGrid grid, Segment? open, FragmentEntry fragment, out long number)
    {
        number = grid.CellAt(fragment.PresentationTicks, track.Config.Timescale);
        return (open is null || number > open.Value.Number)
            && (fragment.RandomAccess || HasLongGroups(track, grid, fragment.Generation));
    }

    private static bool HasLongGroups(TrackSnapshot track, SegmentGrid grid, int generation) =>
        track.FindConfig(generation) is { } config && config.RandomAccessIntervalTicks > grid.CellTicks(config.Timescale);

    private static bool Breaks(TrackSnapshot track, Segment open, FragmentEntry fragment) =>
        fragment.Discontinuities != open.Discontinuities
        || (fragment.Generation != open.Generation && !SameHeader(track, fragment.Generation, open.Generation));

    private static bool SameHeader(TrackSnapshot track, int one, int other) =>
        track.FindConfig(one) is { } a && track.FindConfig(other) is { } b && a.Header.Span.SequenceEqual(b.Header.Span);
}
