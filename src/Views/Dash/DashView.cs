using System.Buffers;
using System.Globalization;
using Headwater.Formats.Dash;
using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views.Segmentation;

namespace Headwater.Views.Dash;

/// <summary>Shows a log as DASH with CMAF segments addressed by time. Pure: equal arguments give equal bytes.</summary>
/// <remarks>
/// Specification: ISO/IEC 23009-1, 5.3; 5.3.9.6 for the timeline. Presentation time is UTC: the availability start is the Unix epoch (plus the
/// time delay), and every period's start and presentation time offset are the same instant. A discontinuity of the log begins a period.
/// </remarks>
public sealed class DashView(ViewOptions options, TimeSpan timeDelay)
{
    private const string LiveProfile = "urn:mpeg:dash:profile:isoff-live:2011";
    private const string ChannelScheme = "urn:mpeg:dash:23003:3:audio_channel_configuration:2011";
    private const string RoleScheme = "urn:mpeg:dash:role:2011";

    // Players keep this many segments between them and the edge unless told otherwise.
    private const int DelaySegments = 3;

    /// <summary>Writes the MPD; false when the log has nothing to offer yet.</summary>
    public bool TryRender(LogSnapshot snapshot, IBufferWriter<byte> destination)
    {
        var presentation = Presentation.Of(snapshot, options);
        var windows = presentation.Video.Reverse().Concat(presentation.Audio)
            .Select(track => TrackWindow.Find(snapshot, track, options))
            .Where(window => window.Closed.Count > 0)
            .ToList();
        if (windows.Count == 0)
        {
            return false;
        }

        var final = windows.TrueForAll(window => window.Final);
        MpdWriter.Write(destination, final ? Static(windows) : Dynamic(snapshot, windows));
        return true;
    }

    private Mpd Dynamic(LogSnapshot snapshot, List<TrackWindow> windows)
    {
        var newest = windows.Max(window => EndOf(window, window.Closed[^1]));
        var runs = RunsOf(windows);
        return new Mpd
        {
            Profiles = LiveProfile,
            Type = PresentationType.Dynamic,
            AvailabilityStartTime = DateTimeOffset.UnixEpoch + timeDelay,
            PublishTime = DateTimeOffset.UnixEpoch + newest,
            MinimumUpdatePeriod = options.Grid.Cell,
            MinBufferTime = options.Grid.Cell,
            TimeShiftBufferDepth = options.Start is { } start ? newest - start : options.Window,
            SuggestedPresentationDelay = options.Grid.Cell * DelaySegments,
            MaxSegmentDuration = Longest(windows),
            Periods = [.. runs.Select(run => PeriodOf(windows, run, StartOfRun(snapshot, run), id: run))],
        };
    }

    private Mpd Static(List<TrackWindow> windows)
    {
        var runs = RunsOf(windows);
        var periods = new List<Period>(runs.Count);
        var total = TimeSpan.Zero;
        foreach (var run in runs)
        {
            var (from, to) = SpanOf(windows, run);
            periods.Add(PeriodOf(windows, run, WholeSeconds(from), id: run) with { Start = total, Duration = to - WholeSeconds(from) });
            total += to - WholeSeconds(from);
        }

        return new Mpd
        {
            Profiles = LiveProfile,
            Type = PresentationType.Static,
            MediaPresentationDuration = total,
            MinBufferTime = options.Grid.Cell,
            MaxSegmentDuration = Longest(windows),
            Periods = [.. periods],
        };
    }

    private Period PeriodOf(List<TrackWindow> windows, int run, TimeSpan start, int id)
    {
        var inRun = windows.Where(window => window.Closed.Any(segment => segment.Discontinuities == run)).ToList();
        var video = inRun.Where(window => window.Track.Config.Kind == TrackKind.Video).ToList();
        var sets = new List<AdaptationSet>();
        if (video.Count > 0)
        {
            sets.Add(Set(1, "video", video, run, start) with
            {
                MaxWidth = video.Max(window => window.Track.Config.Width),
                MaxHeight = video.Max(window => window.Track.Config.Height),
            });
        }

        foreach (var window in inRun.Where(window => window.Track.Config.Kind == TrackKind.Audio))
        {
            sets.Add(Set(1 + window.Track.Config.Track, "audio", [window], run, start) with
            {
                Language = window.Track.Config.Language == "und" ? null : window.Track.Config.Language,
                Roles = [new Descriptor(RoleScheme, sets.Exists(set => set.ContentType == "audio") ? "alternate" : "main")],
            });
        }

        return new Period { Id = string.Create(CultureInfo.InvariantCulture, $"p{id}"), Start = start, AdaptationSets = [.. sets] };
    }

    private AdaptationSet Set(int id, string type, List<TrackWindow> windows, int run, TimeSpan start) => new()
    {
        Id = id,
        ContentType = type,
        MimeType = $"{type}/mp4",
        SegmentAlignment = true,
        StartWithSap = windows.TrueForAll(window => window.Closed.All(segment => segment.Independent)) ? 1 : null,
        Representations = [.. windows.Select(window => RepresentationOf(window, run, start))],
    };

    private Representation RepresentationOf(TrackWindow window, int run, TimeSpan start)
    {
        var segments = window.Closed.Where(segment => segment.Discontinuities == run).ToList();
        var config = window.Track.FindConfig(segments[^1].Generation) ?? window.Track.Config;
        return new Representation
        {
            Id = config.Name,
            BitsPerSecond = TrackRate.PeakBitsPerSecond(window),
            Codecs = config.CodecString,
            Width = config.Kind == TrackKind.Video ? config.Width : null,
            Height = config.Kind == TrackKind.Video ? config.Height : null,
            FrameRate = config.Kind == TrackKind.Video && config.SampleDurationTicks > 0 ? Rate(config) : null,
            AudioSamplingRate = config.Kind == TrackKind.Audio ? config.SampleRate : null,
            AudioChannelConfigurations = config.Kind == TrackKind.Audio
                ? [new Descriptor(ChannelScheme, config.Channels.ToString(CultureInfo.InvariantCulture))]
                : [],
            SegmentTemplate = new SegmentTemplate
            {
                Timescale = config.Timescale,
                PresentationTimeOffsetTicks = MediaTime.FromTimeSpan(start, config.Timescale).Ticks,
                Initialization = new ObjectName.Header(config.Name, HeaderIdentity.Of(config)).Write(options.ManifestName),
                Media = $"{options.ManifestName}_{config.Name}_t$Time$.mp4",
                Timeline = SegmentTimeline.Of(segments.Select(segment => (segment.PresentationTicks, segment.DurationTicks))),
            },
        };
    }

    private static FrameRate Rate(TrackConfig config)
    {
        var divisor = (long)System.Numerics.BigInteger.GreatestCommonDivisor(config.Timescale, config.SampleDurationTicks);
        return new FrameRate((int)(config.Timescale / divisor), (int)(config.SampleDurationTicks / divisor));
    }

    private static List<int> RunsOf(List<TrackWindow> windows) =>
        [.. windows.SelectMany(window => window.Closed).Select(segment => segment.Discontinuities).Distinct().Order()];

    /// <summary>When a run of media between discontinuities began; the epoch for the first, and when its beginning is no longer retained.</summary>
    /// <remarks>
    /// The run's first record tells, so that what other tracks add later does not move it; a straggler of sound does not pull it back
    /// before the end of the pictures of the run before.
    /// </remarks>
    private static TimeSpan StartOfRun(LogSnapshot snapshot, int run)
    {
        var (sequence, start) = (long.MaxValue, TimeSpan.Zero);
        TimeSpan? ended = null;
        var retained = snapshot.FirstSequence == 0;
        foreach (var track in snapshot.Tracks)
        {
            var first = FirstOfRun(track.Fragments, run);
            retained |= first > 0;
            if (first > 0 && ended is null)
            {
                var last = track.Fragments[first - 1];
                ended = new MediaTime(last.PresentationTicks + last.DurationTicks, track.Config.Timescale).ToTimeSpan();
            }

            if (first < track.Fragments.Count && track.Fragments[first] is var fragment && fragment.Discontinuities == run && fragment.Sequence < sequence)
            {
                (sequence, start) = (fragment.Sequence, new MediaTime(fragment.PresentationTicks, track.Config.Timescale).ToTimeSpan());
            }
        }

        if (run == 0 || !retained)
        {
            return TimeSpan.Zero;
        }

        // A millisecond is whole ticks on the usual timescales, so that start and offset are the same instant.
        var later = ended is { } end && end > start ? end : start;
        return new TimeSpan(later.Ticks - (later.Ticks % TimeSpan.TicksPerMillisecond));
    }

    private static int FirstOfRun(IReadOnlyList<FragmentEntry> fragments, int run)
    {
        var (low, high) = (0, fragments.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = fragments[middle].Discontinuities < run ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static (TimeSpan From, TimeSpan To) SpanOf(List<TrackWindow> windows, int run)
    {
        var (from, to) = (TimeSpan.MaxValue, TimeSpan.Zero);
        foreach (var window in windows)
        {
            foreach (var segment in window.Closed.Where(segment => segment.Discontinuities == run))
            {
                var start = new MediaTime(segment.PresentationTicks, window.Track.Config.Timescale).ToTimeSpan();
                from = from < start ? from : start;
                var end = EndOf(window, segment);
                to = to > end ? to : end;
            }
        }

        return (from, to);
    }

    private static TimeSpan Longest(List<TrackWindow> windows) =>
        windows.Max(window => window.Closed.Max(segment => new MediaTime(segment.DurationTicks, window.Track.Config.Timescale).ToTimeSpan()));

    private static TimeSpan EndOf(TrackWindow window, Segment segment) => new MediaTime(segment.EndTicks, window.Track.Config.Timescale).ToTimeSpan();

    // Whole seconds are whole ticks on every timescale, so that start and offset are exactly the same instant.
    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(time.Ticks / TimeSpan.TicksPerSecond);
}
