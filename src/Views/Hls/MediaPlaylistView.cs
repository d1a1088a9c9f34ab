using Headwater.Formats.Hls;
using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views.Segmentation;
using Headwater.Views.Ts;
using Segment = Headwater.Views.Segmentation.Segment;

namespace Headwater.Views.Hls;

/// <summary>Builds the media playlist of one track.</summary>
internal sealed class MediaPlaylistView(ViewOptions options, bool fragmented)
{
    private const int PartHoldBackParts = 3;
    private const int PartsKeptTargets = 3;
    private const int SkipBoundaryTargets = 6;
    private bool LowLatency => fragmented && options.PartDuration is not null;

    /// <summary>The playlist, or null when there is nothing to list.</summary>
    public MediaPlaylist? Build(LogSnapshot snapshot, TrackSnapshot track, bool skip)
    {
        var window = Window(snapshot, track);
        // At the start of a log players are kept waiting for a whole segment; later a list is never taken away.
        var starting = window.Before is null && snapshot.FirstSequence == 0;
        if (window.Closed.Count == 0 && (!LowLatency || window.Open is null || starting))
        {
            return null;
        }

        var target = TargetSeconds(window);
        var segments = List(window, target);
        var firstNumber = window.Closed.Count > 0 ? window.Closed[0].Number : window.Open!.Value.Number;
        var dropped = skip && LowLatency && !window.Final ? SkipCount(segments, target) : 0;
        return new MediaPlaylist
        {
            Version = LowLatency ? 9 : null,
            TargetDurationSeconds = target,
            MediaSequence = firstNumber,
            DiscontinuitySequence = DiscontinuitySequence(window),
            Type = options.Start is not null && window.Final ? PlaylistType.Vod : options.Start is not null ? PlaylistType.Event : PlaylistType.None,
            IndependentSegments = window.Closed.All(segment => segment.Independent),
            ServerControl = LowLatency && !window.Final ? Control(PartTarget(window), target) : null,
            PartTarget = LowLatency && !window.Final ? PartTarget(window) : null,
            Skipped = dropped > 0 ? new SkippedSegments { Count = dropped, Map = segments[dropped - 1].Map } : null,
            Segments = dropped > 0 ? [.. segments[dropped..]] : [.. segments],
            Open = LowLatency && !window.Final ? Open(window) : null,
            PreloadHints = LowLatency && !window.Final ? [new PreloadHint { Type = PreloadHintType.Part, Uri = NextPart(window) }] : [],
            RenditionReports = LowLatency && !window.Final ? [.. Reports(snapshot, track)] : [],
            EndList = window.Final,
        };
    }

    /// <summary>How far the playlist reaches.</summary>
    public PlaylistEdge Edge(LogSnapshot snapshot, TrackSnapshot track)
    {
        var window = Window(snapshot, track);
        var (last, parts) = window.Closed.Count > 0 ? (window.Closed[^1].Number, window.Closed[^1].FragmentCount) : (-1, 0);
        return LowLatency && window.Open is { } open
            ? new PlaylistEdge(last, open.Number, open.FragmentCount, parts, window.Final)
            : new PlaylistEdge(last, null, 0, parts, window.Final);
    }

    private TrackWindow Window(LogSnapshot snapshot, TrackSnapshot track)
    {
        var muxed = !fragmented && !options.AudioRenditionGroup && track.Config.Kind == TrackKind.Video;
        return TrackWindow.Find(snapshot, track, options, muxed ? new SoundPairing(snapshot, track, options.Grid) : null);
    }

    private List<MediaSegment> List(TrackWindow window, int target)
    {
        var listed = new List<MediaSegment>(window.Closed.Count);
        var track = window.Track;
        var dated = new DateCadence(options.ProgramDateTimeInterval);
        var partsFrom = PartsFrom(window, target);
        var discontinuities = DiscontinuitySequence(window);
        Segment? before = null;
        foreach (var segment in window.Closed)
        {
            if (before is { } previous)
            {
                AddGaps(listed, window, previous, segment);
            }

            var start = new MediaTime(segment.PresentationTicks, track.Config.Timescale);
            var breaks = segment.Discontinuities != discontinuities;
            listed.Add(new MediaSegment
            {
                Uri = SegmentUri(track, segment.Number),
                Duration = Duration(track, segment.DurationTicks),
                Discontinuity = breaks,
                OtherTags = MoreDiscontinuities(segment.Discontinuities - discontinuities),
                ProgramDateTime = dated.Take(start, breaks || before?.Number + 1 != segment.Number),
                Map = Map(track, segment.Generation),
                Parts = LowLatency && segment.Number >= partsFrom ? Parts(track, segment) : [],
            });
            before = segment;
            discontinuities = segment.Discontinuities;
        }

        if (LowLatency && before is { } closed && window.Open is { } open)
        {
            AddGaps(listed, window, closed, open);
        }

        return listed;
    }

    // The tags before a segment are counted, so that its discontinuity sequence number is the log's and equal in every rendition.
    private static int DiscontinuitySequence(TrackWindow window) =>
        (window.Before ?? (window.Closed.Count > 0 ? window.Closed[0] : window.Open!.Value)).Discontinuities;

    private static EquatableList<string> MoreDiscontinuities(int count) =>
        count > 1 ? [.. Enumerable.Repeat("#EXT-X-DISCONTINUITY", count - 1)] : [];

    // Gaps share the time between the segments on both sides: none, when the first of them lasts over the cells.
    private void AddGaps(List<MediaSegment> listed, TrackWindow window, Segment before, Segment after)
    {
        var count = after.Number - before.Number - 1;
        var between = Math.Max(0, Duration(window.Track, after.PresentationTicks - before.EndTicks).Ticks);
        for (var number = before.Number + 1; number < after.Number; number++)
        {
            var index = number - before.Number - 1;
            var ticks = (long)(((Int128)between * (index + 1) / count) - ((Int128)between * index / count));
            listed.Add(new MediaSegment
            {
                Uri = SegmentUri(window.Track, number),
                Duration = TimeSpan.FromTicks(ticks),
                Gap = true,
                Map = Map(window.Track, before.Generation),
            });
        }
    }

    private OpenSegment? Open(TrackWindow window)
    {
        if (window.Open is not { } open)
        {
            return null;
        }

        var start = new MediaTime(open.PresentationTicks, window.Track.Config.Timescale);
        var discontinuities = open.Discontinuities - (window.Closed.Count > 0 ? window.Closed[^1].Discontinuities : DiscontinuitySequence(window));
        return new OpenSegment
        {
            Discontinuity = discontinuities > 0,
            OtherTags = MoreDiscontinuities(discontinuities),
            ProgramDateTime = options.ProgramDateTimeInterval > TimeSpan.Zero ? start.ToUtc() : null,
            Map = Map(window.Track, open.Generation),
            Parts = Parts(window.Track, open),
        };
    }

    /// <summary>The I-frame playlist of a video track, or null when there is nothing to list.</summary>
    public MediaPlaylist? BuildIFrames(LogSnapshot snapshot, TrackSnapshot track)
    {
        var window = Window(snapshot, track);
        if (window.Closed.Count == 0)
        {
            return null;
        }

        var segments = List(window, target: 0);
        var independent = window.Closed.Where(segment => segment.Independent).Select(segment => segment.Number).ToHashSet();
        return new MediaPlaylist
        {
            TargetDurationSeconds = TargetSeconds(window),
            MediaSequence = window.Closed[0].Number,
            DiscontinuitySequence = DiscontinuitySequence(window),
            IFramesOnly = true,
            Segments = [.. segments.Select((segment, index) => segment with
            {
                Uri = IFrameUri(track, window.Closed[0].Number + index),
                Gap = segment.Gap || !independent.Contains(window.Closed[0].Number + index),
                Parts = [],
            })],
            EndList = window.Final,
        };
    }

    private EquatableList<PartialSegment> Parts(TrackSnapshot track, Segment segment)
    {
        var parts = new PartialSegment[segment.FragmentCount];
        for (var index = 0; index < parts.Length; index++)
        {
            var fragment = track.Fragments[segment.FirstFragment + index];
            parts[index] = new PartialSegment
            {
                Uri = new ObjectName.Part(track.Config.Name, segment.Number, index).Write(options.ManifestName),
                Duration = Duration(track, fragment.DurationTicks),
                Independent = fragment.RandomAccess,
            };
        }

        return [.. parts];
    }

    // The grid says where the next part belongs: once the open segment fills its cell, the next random access point starts another.
    private string NextPart(TrackWindow window)
    {
        var track = window.Track;
        var last = track.Fragments[^1];
        var next = options.Grid.CellAt(last.PresentationTicks + last.DurationTicks, track.Config.Timescale);
        if (window.Open is { } growing && next > growing.Number && NextRandomAccess(track) > last.PresentationTicks + last.DurationTicks)
        {
            next = growing.Number;
        }

        var (number, part) = window.Open is { } open && next <= open.Number ? (open.Number, open.FragmentCount) : (Math.Max(next, EdgeNumber(window) + 1), 0);
        return new ObjectName.Part(track.Config.Name, number, part).Write(options.ManifestName);
    }

    // Where groups of pictures have a known length that fits a cell, the open segment goes on until the next one.
    private long NextRandomAccess(TrackSnapshot track)
    {
        var interval = track.Config.RandomAccessIntervalTicks;
        if (interval <= 0 || interval > options.Grid.CellTicks(track.Config.Timescale))
        {
            return long.MinValue;
        }

        var index = track.Fragments.Count - 1;
        while (index > 0 && !track.Fragments[index].RandomAccess)
        {
            index--;
        }

        return track.Fragments[index].PresentationTicks + interval;
    }

    private static long EdgeNumber(TrackWindow window) => window.Open?.Number ?? (window.Closed.Count > 0 ? window.Closed[^1].Number : -1);

    private IEnumerable<RenditionReport> Reports(LogSnapshot snapshot, TrackSnapshot self)
    {
        var presentation = Presentation.Of(snapshot, options);
        foreach (var track in presentation.Video.Concat(presentation.Audio).Where(track => track.Config.Name != self.Config.Name))
        {
            var edge = Edge(snapshot, track);
            yield return new RenditionReport
            {
                Uri = new ObjectName.MediaPlaylist(track.Config.Name).Write(options.ManifestName) + options.Query,
                LastMediaSequence = edge.LastNumber,
                LastPart = Math.Max(0, (edge.OpenNumber is null ? edge.LastClosedParts : edge.OpenParts) - 1),
            };
        }
    }

    private static ServerControl Control(TimeSpan partTarget, int target) => new()
    {
        CanBlockReload = true,
        PartHoldBack = partTarget * PartHoldBackParts,
        HoldBack = TimeSpan.FromSeconds(target * 3),
        CanSkipUntil = TimeSpan.FromSeconds(target * SkipBoundaryTargets),
    };

    // A fragment ends with the first sample at or after its grid line, so it may be one sample longer than the channel's part duration.
    private TimeSpan PartTarget(TrackWindow window)
    {
        var track = window.Track;
        var sample = track.Config.SampleDurationTicks > 0
            ? new MediaTime(track.Config.SampleDurationTicks, track.Config.Timescale).ToTimeSpan()
            : TimeSpan.FromMilliseconds(50);
        var longest = options.PartDuration!.Value + sample;
        foreach (var segment in window.Open is { } open ? [.. window.Closed, open] : window.Closed)
        {
            // A source may be slower than it says.
            for (var index = segment.FirstFragment; index < segment.FirstFragment + segment.FragmentCount; index++)
            {
                var part = Duration(track, track.Fragments[index].DurationTicks);
                longest = part > longest ? part : longest;
            }
        }

        var milliseconds = (long)Math.Ceiling(longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(milliseconds);
    }

    private int TargetSeconds(TrackWindow window)
    {
        // Not what is listed alone: the target of a playlist should not change when a longer or shorter segment comes.
        var config = window.Track.Config;
        var interval = new MediaTime(config.RandomAccessIntervalTicks, config.Timescale).ToTimeSpan();
        var usual = interval > TimeSpan.Zero && interval <= options.Grid.Cell ? interval * Math.Ceiling(options.Grid.Cell / interval) : options.Grid.Cell;
        var longest = PlaylistSeconds.Round(usual);
        Segment? before = null;
        foreach (var segment in window.Open is { } open ? [.. window.Closed, open] : window.Closed)
        {
            longest = Math.Max(longest, segment.Closed ? PlaylistSeconds.Round(Duration(window.Track, segment.DurationTicks)) : 0);
            if (before is { } previous && segment.Number - previous.Number - 1 is var gaps and > 0)
            {
                var between = Duration(window.Track, segment.PresentationTicks - previous.EndTicks);
                longest = Math.Max(longest, PlaylistSeconds.Round(TimeSpan.FromTicks((between.Ticks + gaps - 1) / gaps)));
            }

            before = segment;
        }

        return (int)Math.Max(1, longest);
    }

    private long PartsFrom(TrackWindow window, int target)
    {
        var cells = (long)Math.Ceiling((double)target * PartsKeptTargets * TimeSpan.TicksPerSecond / options.Grid.Cell.Ticks);
        return EdgeNumber(window) - cells;
    }

    private static int SkipCount(List<MediaSegment> segments, int target)
    {
        var boundary = TimeSpan.FromSeconds(target * SkipBoundaryTargets);
        var kept = TimeSpan.Zero;
        for (var index = segments.Count - 1; index >= 0; index--)
        {
            kept += segments[index].Duration;
            if (kept >= boundary)
            {
                return index;
            }
        }

        return 0;
    }

    private MediaMap? Map(TrackSnapshot track, int generation) =>
        fragmented && track.FindConfig(generation) is { } config
            ? new MediaMap(new ObjectName.Header(track.Config.Name, HeaderIdentity.Of(config)).Write(options.ManifestName))
            : null;

    private string SegmentUri(TrackSnapshot track, long number)
    {
        var extension = fragmented ? "mp4" : track.Config.Kind == TrackKind.Audio ? "aac" : "ts";
        return new ObjectName.Segment(track.Config.Name, number, extension).Write(options.ManifestName);
    }

    private string IFrameUri(TrackSnapshot track, long number) =>
        new ObjectName.IFrame(track.Config.Name, number, fragmented ? "mp4" : "ts").Write(options.ManifestName);

    private static TimeSpan Duration(TrackSnapshot track, long ticks) => new MediaTime(ticks, track.Config.Timescale).ToTimeSpan();

    /// <summary>Says before which segments a date stands: the first listed, and the first in each interval since the epoch, wherever the list begins.</summary>
    private sealed class DateCadence(TimeSpan interval)
    {
        private TimeSpan? _last;

        public DateTimeOffset? Take(MediaTime start, bool broken)
        {
            var at = start.ToTimeSpan();
            var last = _last;
            _last = at;
            if (interval <= TimeSpan.Zero || (!broken && last is { } previous && at.Ticks / interval.Ticks == previous.Ticks / interval.Ticks))
            {
                return null;
            }

            return start.ToUtc();
        }
    }
}
