using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views.Ts;

namespace Headwater.Views.Segmentation;

/// <summary>The segments of a track that a manifest lists.</summary>
/// <param name="Track">The track.</param>
/// <param name="Before">The segment that precedes the first one listed, while the log holds it.</param>
/// <param name="Closed">Complete segments, oldest first.</param>
/// <param name="Open">The segment being made, when the window reaches the head.</param>
/// <param name="Final">Whether nothing will ever be added: the log ended, or the end asked for is reached.</param>
public sealed record TrackWindow(TrackSnapshot Track, Segment? Before, IReadOnlyList<Segment> Closed, Segment? Open, bool Final)
{
    private static readonly TimeSpan LongestReordering = TimeSpan.FromSeconds(2);

    // A fragment that is decoded at some time has been shown to its end so much later: its own length and what is shown out of order.
    private static readonly TimeSpan LongestReach = TimeSpan.FromSeconds(10);

    /// <summary>Finds the window that <paramref name="options"/> ask for.</summary>
    public static TrackWindow Find(LogSnapshot snapshot, TrackSnapshot track, ViewOptions options) => Find(snapshot, track, options, null);

    /// <summary>Finds the window of the segments that are complete together with their sound.</summary>
    internal static TrackWindow Find(LogSnapshot snapshot, TrackSnapshot track, ViewOptions options, SoundPairing? sound)
    {
        if (track.Fragments.Count == 0)
        {
            return new TrackWindow(track, null, [], null, snapshot.Ended);
        }

        var window = new TrackWindow(track, null, [], null, snapshot.Ended);
        var whole = FirstWhole(snapshot, track, options.Grid);
        window = options.Start is { } start
            ? window.From(Math.Max(whole, options.Grid.CellAt(MediaTime.FromTimeSpan(start, track.Config.Timescale).Ticks, track.Config.Timescale)), options, sound)
            : window.AtHead(whole, options, sound);
        return window.WithBefore(snapshot, whole, options);
    }

    /// <summary>Lowest number whose segment cannot have lost its front to retention.</summary>
    public static long FirstWhole(LogSnapshot snapshot, TrackSnapshot track, SegmentGrid grid)
    {
        var (front, timescale) = (track.Fragments[0], track.Config.Timescale);
        var shown = grid.CellAt(front.PresentationTicks, timescale);
        if (snapshot.FirstSequence == 0 || DroppedReach(track) is not { } reach)
        {
            return shown;
        }

        // What is retained may begin long after what was dropped, as when the channel did not run: then nothing of its cells is lost.
        if (grid.CellAt(MediaTime.FromTimeSpan(reach, timescale).Ticks, timescale) < shown)
        {
            return shown;
        }

        // What was dropped was decoded before, but pictures out of order may have been shown later.
        var reordered = track.Config.Kind == TrackKind.Video ? MediaTime.FromTimeSpan(LongestReordering, timescale).Ticks : 0;
        return grid.CellAt(front.DecodeTicks + reordered, timescale) + 1;
    }

    /// <summary>When all that retention has dropped of a track had been shown, since the Unix epoch; null when it dropped nothing.</summary>
    internal static TimeSpan? DroppedReach(TrackSnapshot track) => track.Dropped is { } dropped ? dropped.ToTimeSpan() + LongestReach : null;

    private static long CellsInWindow(ViewOptions options) =>
        Math.Max(3, (options.Window.Ticks + options.Grid.Cell.Ticks - 1) / options.Grid.Cell.Ticks);

    private TrackWindow AtHead(long whole, ViewOptions options, SoundPairing? sound)
    {
        var cells = CellsInWindow(options);
        if (Segmenter.Before(Track, options.Grid, Track.Fragments.Count, Final) is not { } newest)
        {
            return this;
        }

        var from = newest.Number - (2 * cells);
        var window = Segments(Math.Max(whole, from), options, sound);
        var pivot = newest;
        while (window.Closed.Count == 0 && Segmenter.Before(Track, options.Grid, pivot.FirstFragment, Final) is { } earlier && earlier.Number >= whole)
        {
            // After a hole the segments before it stay until the first one behind it is complete.
            pivot = earlier;
            from = earlier.Number - cells + 1;
            var found = Segments(Math.Max(whole, from), options, sound);
            window = window with { Closed = [.. found.Closed.Where(segment => segment.Number <= pivot.Number)] };
        }

        if (window.Closed.Count == 0)
        {
            return window;
        }

        var last = window.Closed[^1].Number;
        var oldest = last - cells + 1;
        if (oldest < from)
        {
            window = window with { Closed = [.. Segments(Math.Max(whole, oldest), options, sound).Closed.Where(segment => segment.Number <= last)] };
        }

        // Low latency lists what lies between them and the open segment; behind a hole longer than the window they are too old.
        var apart = options.PartDuration is not null && window.Open is { } open && open.Number - last > cells;
        return window with { Closed = apart ? [] : [.. window.Closed.Where(segment => segment.Number >= oldest)] };
    }

    private TrackWindow From(long first, ViewOptions options, SoundPairing? sound)
    {
        var window = Segments(first, options, sound);
        if (options.End is not { } end)
        {
            return window;
        }

        var limit = MediaTime.FromTimeSpan(end, Track.Config.Timescale).Ticks;
        var reached = window.Closed.Any(segment => segment.EndTicks >= limit) || (sound is null && window.Open is { } making && making.PresentationTicks >= limit);
        return window with
        {
            Closed = [.. window.Closed.Where(segment => segment.PresentationTicks < limit)],
            Open = reached ? null : window.Open,
            Final = reached || window.Final,
        };
    }

    private TrackWindow Segments(long first, ViewOptions options, SoundPairing? sound)
    {
        var closed = Segmenter.Segments(Track, options.Grid, first, Final);
        Segment? open = null;
        if (closed.Count > 0 && !closed[^1].Closed)
        {
            open = closed[^1];
            closed.RemoveAt(closed.Count - 1);
        }

        if (sound is null)
        {
            return this with { Closed = closed, Open = open };
        }

        // A muxed segment is complete only when its sound is; what is not complete yet is not listed.
        List<Segment> complete = [.. closed.SkipWhile(segment => !sound.IsWhole(segment)).TakeWhile(sound.IsComplete)];
        return this with { Closed = complete, Open = null };
    }

    // A tag says whether a segment continues the one before; when that is retained no more, the segment leaves the list with its tag.
    private TrackWindow WithBefore(LogSnapshot snapshot, long whole, ViewOptions options)
    {
        if ((Closed.Count > 0 ? Closed[0] : Open) is not { } first)
        {
            return this;
        }

        if (Segmenter.Before(Track, options.Grid, first.FirstFragment, Final) is { } before && before.Number >= whole)
        {
            return this with { Before = before };
        }

        return snapshot.FirstSequence > 0 && Closed.Count > 1 ? this with { Before = first, Closed = [.. Closed.Skip(1)] } : this;
    }
}
