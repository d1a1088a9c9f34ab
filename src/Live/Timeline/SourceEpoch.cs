namespace Headwater.Live.Timeline;

/// <summary>One stretch of a source's clock without a jump: unwrapped stamps and where they lie.</summary>
internal sealed class SourceEpoch(SourceClock clock, long origin, long position)
{
    private readonly long _origin = origin;
    private long _position = position;

    /// <summary>The foremost unwrapped stamp that any track has shown here.</summary>
    public long Latest { get; private set; } = origin;

    /// <summary>When a track last used it, in wall flicks.</summary>
    public long UsedAt { get; private set; }

    /// <summary>The unwrapped stamp nearest to <see cref="Latest"/>, or null when it is further away than <paramref name="reach"/> ticks.</summary>
    public long? Unwrap(long raw, long reach)
    {
        var distance = clock.Difference(raw, Latest);
        return distance < -reach || distance > reach ? null : Latest + distance;
    }

    /// <summary>The source time, in flicks, of an unwrapped stamp.</summary>
    /// <remarks>Saturates: a stamp that a source made up may lie anywhere.</remarks>
    public long PositionOf(long unwrapped) =>
        long.CreateSaturating((Int128)_position + Flicks.From(unwrapped - _origin, clock.Timescale));

    public void Use(long unwrapped, long now)
    {
        Latest = Math.Max(Latest, unwrapped);
        UsedAt = now;
    }

    /// <summary>Moves everything that is still to come later.</summary>
    public void Shift(long flicks) => _position += flicks;
}
