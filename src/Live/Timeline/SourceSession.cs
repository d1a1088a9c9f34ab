namespace Headwater.Live.Timeline;

/// <summary>Maps one session's stamps to its source time: unwraps, notices jumps and splits, and keeps the tracks in relation. Times in flicks.</summary>
/// <param name="clock">The session's clock.</param>
/// <param name="floor">Nothing of the session may lie before it.</param>
internal sealed class SourceSession(SourceClock clock, long floor)
{
    private const int EpochsKept = 4;

    private static readonly TimeSpan Reach = TimeSpan.FromSeconds(16);

    private readonly List<SourceEpoch> _epochs = new(EpochsKept + 1);
    private readonly long _reachTicks = clock.Ticks(Reach);
    private readonly long _forwardTicks = clock.Ticks(TimelineLimits.ForwardJump);
    private readonly long _backwardTicks = clock.Ticks(TimelineLimits.BackwardJump);
    private long _anchor;
    private long _head;
    private long _headAt;
    private Shift? _lastShift;

    /// <summary>From source time to timeline time; null before the first sample.</summary>
    public SlewCurve? Curve { get; private set; }

    /// <summary>The foremost source time that a sample was presented at; the curve may bend only after it.</summary>
    public long Presented { get; private set; }

    /// <summary>Moves <paramref name="course"/> to a sample's stamp.</summary>
    /// <param name="course">The sample's track.</param>
    /// <param name="raw">Its stamp.</param>
    /// <param name="now">Wall time.</param>
    /// <param name="nominal">What each sample of the track lasts, when known.</param>
    public CourseStep Follow(TrackCourse course, long raw, long now, long? nominal)
    {
        if (course.Epoch is null)
        {
            return Begin(course, raw, now);
        }

        var stamp = course.Stamp + clock.Difference(raw, course.Stamp);
        if (!course.IsDueAtWall && Continues(course, stamp, now))
        {
            course.Advance(stamp, now, nominal);
            Advance(course, now);
            return CourseStep.Continued;
        }

        var step = Jump(course, raw, stamp, now);
        Advance(course, now);
        return step;
    }

    /// <summary>Whether a composition offset, in ticks of the session's clock, is one that an encoder would make.</summary>
    public bool BelievesComposition(long offset) =>
        offset >= -clock.Ticks(TimelineLimits.NegativeComposition) && offset <= clock.Ticks(TimelineLimits.Composition);

    public void Present(long position) => Presented = Math.Max(Presented, position);

    private void Advance(TrackCourse course, long now)
    {
        var position = course.Position;
        if (position > _head || now - _headAt > Flicks.From(TimelineLimits.ForwardJump))
        {
            _head = position;
            _headAt = now;
        }
    }

    private CourseStep Begin(TrackCourse course, long raw, long now)
    {
        if (Curve is null)
        {
            _anchor = Math.Max(CeilingToMillisecond(floor), FloorToMillisecond(now));
            Curve = new SlewCurve(_anchor);
            Enter(course, raw, _anchor, now);
            _head = _anchor;
            _headAt = now;
            return CourseStep.Joined;
        }

        var reference = Reference(now);
        var tolerance = Flicks.From(TimelineLimits.ForwardJump);
        var earliest = Math.Max(_anchor, reference - Flicks.From(TimelineLimits.MostLead)) - tolerance;
        if (FindEpoch(raw, reference, earliest, reference + tolerance, now, except: null) is { } found)
        {
            course.Enter(found.Epoch, found.Stamp, now);
            Advance(course, now);
            return CourseStep.Joined;
        }

        Enter(course, raw, reference, now);
        return CourseStep.Split;
    }

    private bool Continues(TrackCourse course, long stamp, long now)
    {
        if (stamp < course.ForemostStamp - _backwardTicks)
        {
            return false;
        }

        if (stamp - course.Stamp <= _forwardTicks)
        {
            return true;
        }

        // A long step forward is no jump when as much time has passed, or when the other tracks are there already.
        var position = course.Epoch!.PositionOf(stamp);
        return IsNear(position, course.Position + (now - course.Arrival)) || IsNear(position, Reference(now));
    }

    private CourseStep Jump(TrackCourse course, long raw, long stamp, long now)
    {
        var unmoved = course.Epoch!.PositionOf(stamp);
        var expected = Expected(course, now, out var hole);
        var tolerance = Flicks.From(TimelineLimits.ForwardJump);
        if (FindEpoch(raw, expected, expected - tolerance, expected + tolerance, now, course.Epoch) is { } found)
        {
            course.Enter(found.Epoch, found.Stamp, now);
            hole = false;
        }
        else if (_lastShift is { } shift && shift.Course != course && now - shift.At <= Flicks.From(TimelineLimits.JumpTogether)
            && IsNear(Saturate((Int128)unmoved + shift.Distance), expected))
        {
            Enter(course, raw, unmoved + shift.Distance, now);
            hole = false;
        }
        else
        {
            Enter(course, raw, expected, now);
        }

        _lastShift = new Shift(course, Saturate((Int128)course.Position - unmoved), now);
        return new CourseStep(Placed: true, Jumped: true, IsSplit: false, hole, Saturate((Int128)unmoved - expected));
    }

    private long Expected(TrackCourse course, long now, out bool hole)
    {
        var contiguous = course.ForemostPosition + course.Step;
        var elapsed = now - course.Arrival;
        hole = course.IsDueAtWall || elapsed - course.Step > Flicks.From(TimelineLimits.Hole);
        var wanted = course.IsDueAtWall ? Curve!.ToSource(now) : course.Position + elapsed;
        return hole ? Math.Max(contiguous, wanted) : contiguous;
    }

    private (SourceEpoch Epoch, long Stamp)? FindEpoch(long raw, long wanted, long earliest, long latest, long now, SourceEpoch? except)
    {
        (SourceEpoch Epoch, long Stamp)? best = null;
        var bestDistance = long.MaxValue;
        foreach (var epoch in _epochs)
        {
            if (epoch == except || now - epoch.UsedAt > Flicks.From(TimelineLimits.JumpTogether)
                || epoch.Unwrap(raw, _reachTicks) is not { } stamp)
            {
                continue;
            }

            var position = epoch.PositionOf(stamp);
            var distance = Math.Abs(position - wanted);
            if (position >= earliest && position <= latest && distance < bestDistance)
            {
                (best, bestDistance) = ((epoch, stamp), distance);
            }
        }

        return best;
    }

    private void Enter(TrackCourse course, long raw, long position, long now)
    {
        var stamp = raw & ((1L << clock.WrapBits) - 1);
        var epoch = new SourceEpoch(clock, stamp, position);
        if (_epochs.Count == EpochsKept)
        {
            _epochs.RemoveAt(0);
        }

        _epochs.Add(epoch);
        course.Enter(epoch, stamp, now);
    }

    /// <summary>Where the foremost track would be now, had it gone on with the wall clock since its last sample.</summary>
    private long Reference(long now) => _head + Math.Max(0, now - _headAt);

    private static bool IsNear(long one, long other) =>
        Int128.Abs((Int128)one - other) <= Flicks.From(TimelineLimits.ForwardJump);

    private static long Saturate(Int128 value) => long.CreateSaturating(value);

    private static long FloorToMillisecond(long flicks) => flicks - (flicks % Flicks.PerMillisecond);

    private static long CeilingToMillisecond(long flicks) => FloorToMillisecond(flicks + Flicks.PerMillisecond - 1);

    private sealed record Shift(TrackCourse Course, long Distance, long At);
}

/// <summary>What one sample's stamp meant for its track.</summary>
/// <param name="Placed">The track was mapped anew.</param>
/// <param name="Jumped">Its stamps had left their course.</param>
/// <param name="IsSplit">It began on an epoch of its own beside the other tracks'.</param>
/// <param name="Hole">Media is missing before the sample.</param>
/// <param name="Distance">How far the stamps moved beyond what was expected, in flicks.</param>
internal readonly record struct CourseStep(bool Placed, bool Jumped, bool IsSplit, bool Hole, long Distance)
{
    public static CourseStep Continued => default;

    public static CourseStep Joined => new(true, false, false, false, 0);

    public static CourseStep Split => new(true, false, true, false, 0);
}
