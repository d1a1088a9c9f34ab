using System.Runtime.CompilerServices;
using Headwater.Foundation;

namespace Headwater.Live.Timeline;

/// <summary>Puts whatever the sources of one channel pipeline send on one timeline that never goes back.</summary>
/// <remarks>
/// One owner, one thread at a time; no I/O, no locks, no callbacks. Lives as long as the pipeline, across sessions of publishers.
/// Every method that returns events clears those it returned before: read them before the next call.
/// </remarks>
public sealed class TimelineEngine
{
    private const long ReportInterval = Flicks.PerSecond;

    private readonly List<TimelineEvent> _events = [];
    private readonly TimelineTrack?[] _tracks = new TimelineTrack?[TimelineLimits.Tracks];
    private readonly WallClock _wall;
    private readonly Presence _presence;
    private TimelineCounters _counters;
    private TimelineDiscontinuityReason? _discontinuity;
    private SourceSession? _session;
    private DriftControl? _drift;
    private long _end;
    private long _floor;
    private long _explainedLead;
    private SourceClock _clock;
    private bool _isOverrun;
    private long _reportedAt;
    private bool _published;

    /// <summary>A timeline for one run of a channel pipeline.</summary>
    /// <param name="time">The only clock: its UTC anchors sessions, its monotonic stamps measure them.</param>
    /// <param name="options">What the channel's past and plan say.</param>
    public TimelineEngine(TimeProvider time, TimelineOptions options)
    {
        _wall = new WallClock(time);
        _presence = new Presence(Flicks.From(options.MissingAfter));
        _published = options.Floor is not null;
        _discontinuity = _published ? TimelineDiscontinuityReason.Restart : null;
        _end = options.Floor is { } floor ? -Flicks.From(-floor.Ticks, floor.Timescale) : 0;
        _explainedLead = Math.Max(0, _end - _wall.Read());
    }

    /// <summary>What was counted since the timeline was made.</summary>
    public TimelineCounters Counters => _counters;

    /// <summary>The end of everything given out, rounded up: the floor for a later run. Null when nothing was.</summary>
    public MediaTime? End => _published ? new MediaTime(Flicks.ToTicksCeiling(_end, 90_000), 90_000) : null;

    /// <summary>End of the timeline minus UTC at the last call, whatever explains it.</summary>
    public TimeSpan Lead { get; private set; }

    /// <summary>How long a session should hold its peer back: the lead above 5 s that the source made, without what the floor and steps of the system's clock explain. 0 or more.</summary>
    public TimeSpan HoldBack { get; private set; }

    /// <summary>The source's clock against UTC in parts per million, measured over at least a minute of this session; positive when fast, 0 while unknown.</summary>
    public int DriftPartsPerMillion => _drift?.DriftPartsPerMillion ?? 0;

    /// <summary>Begins a session; one that still runs is ended. Formats must be given anew.</summary>
    /// <param name="clock">How the session stamps its samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">The clock is outside its documented range.</exception>
    public IReadOnlyList<TimelineEvent> BeginSession(SourceClock clock)
    {
        ArgumentOutOfRangeException.ThrowIfZero(clock.Timescale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clock.Timescale, 1_000_000_000u);
        ArgumentOutOfRangeException.ThrowIfLessThan(clock.WrapBits, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clock.WrapBits, 62);
        EndSession();
        _explainedLead = Math.Max(0, _explainedLead - _wall.Resynchronise());
        _clock = clock;
        _presence.Begin(_wall.Read());
        Map();
        foreach (var track in _tracks)
        {
            track?.Begin(_floor);
        }

        if (_published)
        {
            _discontinuity ??= TimelineDiscontinuityReason.SessionChange;
        }

        return _events;
    }

    /// <summary>Ends the session, if one runs; returns what is left to report.</summary>
    public IReadOnlyList<TimelineEvent> EndSession()
    {
        _events.Clear();
        if (_session is not null)
        {
            Report();
            _session = null;
        }

        return _events;
    }

    /// <summary>Says how the samples of a track that follow are to be decoded. Repeating a format changes nothing.</summary>
    /// <param name="track">0 to 31.</param>
    /// <param name="format">For sound with the sample rate as timescale; pictures come out on 90,000 whatever it says.</param>
    /// <param name="sampleDurationTicks">What each sample lasts on the format's timescale (sound: samples per frame); 0 when unknown or variable.</param>
    /// <exception cref="ArgumentOutOfRangeException">The track, timescale or duration is out of range.</exception>
    /// <exception cref="InvalidOperationException">No session runs.</exception>
    public void SetFormat(int track, TrackFormat format, long sampleDurationTicks = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(track);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(track, TimelineLimits.Tracks);
        ArgumentOutOfRangeException.ThrowIfZero(format.Timescale);
        ArgumentOutOfRangeException.ThrowIfNegative(sampleDurationTicks);
        RequireSession();
        var known = _tracks[track];
        if (known is null)
        {
            known = _tracks[track] = new TimelineTrack(track);
            known.Begin(_floor);
        }

        known.SetFormat(format, sampleDurationTicks);
    }

    /// <summary>Takes a sample that has arrived now.</summary>
    /// <returns>Observations, discontinuity, format and sample, in this order; no sample when it was dropped.</returns>
    /// <exception cref="InvalidOperationException">No session runs.</exception>
    public IReadOnlyList<TimelineEvent> Push(SourceSample sample)
    {
        RequireSession();
        _events.Clear();
        var now = _wall.Read();
        if (sample.Track is < 0 or >= TimelineLimits.Tracks || _tracks[sample.Track] is not { Format: { } format } track)
        {
            _counters = _counters with { DroppedWithoutFormat = _counters.DroppedWithoutFormat + 1 };
        }
        else if (format.Kind == TrackKind.Video && track.AwaitsRandomAccess && !sample.RandomAccess)
        {
            _presence.Heard(format.Kind, now, _events);
            track.UnreportedDrops++;
            _counters = _counters with { DroppedBeforeRandomAccess = _counters.DroppedBeforeRandomAccess + 1 };
        }
        else
        {
            _presence.Heard(format.Kind, now, _events);
            Take(track, sample, now);
        }

        Watch(now);
        return _events;
    }

    /// <summary>Lets time pass without a sample, so that silence is observed. To be called about once a second.</summary>
    public IReadOnlyList<TimelineEvent> Tick()
    {
        _events.Clear();
        if (_session is not null)
        {
            Watch(_wall.Read());
        }

        return _events;
    }

    /// <summary>Forgets how the source was mapped; its next sample lies at wall time, or at the end when that is later.</summary>
    private void Map()
    {
        _floor = _end;
        _session = new SourceSession(_clock, _floor);
        _drift = new DriftControl();
        _isOverrun = false;
    }

    private SourceSession RequireSession([CallerMemberName] string caller = "") =>
        _session ?? throw new InvalidOperationException($"{caller} needs a session: call BeginSession first.");

    private void Take(TimelineTrack track, SourceSample sample, long now)
    {
        if (_isOverrun && !CanResume(track, sample, now))
        {
            DropAhead(track);
            return;
        }

        if (_isOverrun)
        {
            Resume();
        }

        Place(_session!, track, sample, now);
    }

    private void Place(SourceSession session, TimelineTrack track, SourceSample sample, long now)
    {
        track.AlignToFormat();
        var step = session.Follow(track.Course, sample.RawDecode, now, track.NominalFlicks);
        Note(track, step);
        var placement = track.Place(session, sample, step.Placed);
        Count(track, placement);
        if (!placement.IsRefused)
        {
            if (Room(Flicks.From(placement.DecodeTicks, track.Format!.Timescale), now) < 0)
            {
                _isOverrun = true;
                DropAhead(track);
                return;
            }

            Give(track, sample, placement);
        }

        Steer(session, track, now);
    }

    /// <summary>How much further ahead of wall time than <paramref name="timeline"/> the timeline may be.</summary>
    private long Room(long timeline, long now) => now + _explainedLead + Flicks.From(TimelineLimits.MostLead) - timeline;

    private void DropAhead(TimelineTrack track)
    {
        track.UnreportedDrops++;
        _counters = _counters with { DroppedAhead = _counters.DroppedAhead + 1 };
    }

    /// <summary>Whether a source that ran too far ahead is taken up with this sample: best with a picture, so that sound does not use up the room before it.</summary>
    private bool CanResume(TimelineTrack track, SourceSample sample, long now)
    {
        var needed = Flicks.From(TimelineLimits.LeadToResume);
        var room = Room(_end, now);
        return sample.RandomAccess && room >= (track.Format!.Kind == TrackKind.Video ? needed : 2 * needed);
    }

    private void Resume()
    {
        Map();
        foreach (var track in _tracks)
        {
            track?.Map(_floor);
        }

        _discontinuity ??= TimelineDiscontinuityReason.Hole;
    }

    private void Note(TimelineTrack track, CourseStep step)
    {
        if (step.Placed)
        {
            _drift!.Rebase();
        }

        if (step.IsSplit)
        {
            _events.Add(new EpochSplitObserved(track.Index));
        }

        if (step.Jumped)
        {
            _counters = _counters with { Jumps = _counters.Jumps + 1 };
            _events.Add(new JumpObserved(track.Index, Flicks.ToTimeSpan(step.Distance)));
        }

        if (step.Hole && _published)
        {
            _discontinuity ??= TimelineDiscontinuityReason.Hole;
        }
    }

    private void Count(TimelineTrack track, Placement placement)
    {
        track.UnreportedRepairs += placement.IsRepaired ? 1 : 0;
        track.UnreportedDrops += placement.IsRefused ? 1 : 0;
        _counters = _counters with
        {
            Repaired = _counters.Repaired + (placement.IsRepaired ? 1 : 0),
            AudioGaps = _counters.AudioGaps + (placement.FollowsHole ? 1 : 0),
            DroppedOverlapping = _counters.DroppedOverlapping + (placement.IsRefused ? 1 : 0),
        };
    }

    private void Give(TimelineTrack track, SourceSample sample, Placement placement)
    {
        var changed = !track.Format!.Equals(track.Announced);
        if (changed && track.Announced is not null && track.ContinuesDecoder)
        {
            _discontinuity ??= TimelineDiscontinuityReason.FormatChange;
        }

        Declare();
        if (changed)
        {
            track.Announce();
            _events.Add(new TimelineFormat(track.Index, track.Format));
        }

        track.Take(placement.DecodeTicks, placement.PresentationTicks);
        _end = Math.Max(_end, track.End);
        _published = true;
        _counters = _counters with { Samples = _counters.Samples + 1 };
        _events.Add(new TimelineSample(new MediaSample
        {
            Track = track.Index,
            DecodeTicks = placement.DecodeTicks,
            PresentationTicks = placement.PresentationTicks,
            DurationTicks = track.DurationTicks,
            RandomAccess = sample.RandomAccess,
            Payload = sample.Payload,
        }));
    }

    private void Declare()
    {
        if (_discontinuity is not { } reason)
        {
            return;
        }

        _discontinuity = null;
        _counters = _counters with { Discontinuities = _counters.Discontinuities + 1 };
        _events.Add(new TimelineDiscontinuity(reason));
        foreach (var track in _tracks)
        {
            track?.ContinuesDecoder = false;
        }
    }

    private void Steer(SourceSession session, TimelineTrack track, long now)
    {
        var curve = session.Curve!;
        var position = track.Course.Position;
        var timeline = curve.ToTimeline(position);
        if (track.Course.Lags(timeline - now, now))
        {
            ReanchorLagging(track);
        }

        if (_drift!.Observe(timeline, position, now) is not { } slope || slope == curve.PartsPerMillion)
        {
            return;
        }

        var toggled = slope == 0 || curve.PartsPerMillion == 0;
        curve.Bend(session.Presented, slope);
        if (toggled)
        {
            _events.Add(new DriftObserved(_drift.DriftPartsPerMillion, slope, Flicks.ToTimeSpan(timeline - now)));
        }
    }

    /// <summary>Places a lagging track anew, and at the same time those that lag with it, so that they stay in relation.</summary>
    private void ReanchorLagging(TimelineTrack lagging)
    {
        lagging.Course.IsDueAtWall = true;
        foreach (var track in _tracks)
        {
            if (track?.Course.WindowLead < -Flicks.From(TimelineLimits.MostLag))
            {
                track.Course.IsDueAtWall = true;
            }
        }
    }

    private void Watch(long now)
    {
        Lead = _published ? Flicks.ToTimeSpan(_end - now) : TimeSpan.Zero;
        var surplus = _end - now - _explainedLead - Flicks.From(TimelineLimits.LeadToHoldBack);
        HoldBack = _published && surplus > 0 ? Flicks.ToTimeSpan(surplus) : TimeSpan.Zero;
        _presence.Watch(now, _events);
        if (now - _reportedAt >= ReportInterval)
        {
            _reportedAt = now;
            Report();
        }
    }

    private void Report()
    {
        foreach (var track in _tracks)
        {
            if (track is null)
            {
                continue;
            }

            if (track.UnreportedRepairs > 0)
            {
                _events.Add(new RepairsObserved(track.Index, track.UnreportedRepairs));
                track.UnreportedRepairs = 0;
            }

            if (track.UnreportedDrops > 0)
            {
                _events.Add(new DropsObserved(track.Index, track.UnreportedDrops));
                track.UnreportedDrops = 0;
            }
        }
    }
}
