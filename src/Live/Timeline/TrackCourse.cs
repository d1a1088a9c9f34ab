namespace Headwater.Live.Timeline;

/// <summary>Where one track of a session is on its source's clock. Times in flicks.</summary>
internal sealed class TrackCourse
{
    private const long LongestStep = Flicks.PerSecond;

    private long _windowStart;

    /// <summary>Null before the track's first sample.</summary>
    public SourceEpoch? Epoch { get; private set; }

    /// <summary>The last sample's unwrapped stamp.</summary>
    public long Stamp { get; private set; }

    /// <summary>The foremost unwrapped stamp on this epoch.</summary>
    public long ForemostStamp { get; private set; }

    /// <summary>Source time of <see cref="Stamp"/>.</summary>
    public long Position => Epoch!.PositionOf(Stamp);

    /// <summary>Source time of <see cref="ForemostStamp"/>.</summary>
    public long ForemostPosition => Epoch!.PositionOf(ForemostStamp);

    /// <summary>When the last sample came, in wall time.</summary>
    public long Arrival { get; private set; }

    /// <summary>What one sample usually lasts.</summary>
    public long Step { get; private set; } = Flicks.PerSecond / 30;

    /// <summary>Whether the next sample is to be placed anew at wall time although its stamp goes on, because the track lags too far.</summary>
    public bool IsDueAtWall { get; set; }

    /// <summary>The greatest lead over wall time in the present window; null before the window's first sample.</summary>
    public long? WindowLead { get; private set; }

    public void Enter(SourceEpoch epoch, long stamp, long now)
    {
        Epoch = epoch;
        Stamp = stamp;
        ForemostStamp = stamp;
        Arrival = now;
        WindowLead = IsDueAtWall ? null : WindowLead;
        IsDueAtWall = false;
        epoch.Use(stamp, now);
    }

    /// <summary>Notes how a sample was placed against wall time; true when every sample of a whole window lagged too far.</summary>
    public bool Lags(long lead, long now)
    {
        if (WindowLead is not { } greatest)
        {
            _windowStart = now;
            WindowLead = lead;
            return false;
        }

        WindowLead = Math.Max(greatest, lead);
        if (now - _windowStart < Flicks.From(TimelineLimits.Window))
        {
            return false;
        }

        var lags = WindowLead < -Flicks.From(TimelineLimits.MostLag);
        WindowLead = null;
        return lags;
    }

    public void Advance(long stamp, long now, long? nominal)
    {
        if (nominal is { } step)
        {
            Step = step;
        }
        else if (stamp > ForemostStamp)
        {
            Step = Math.Min(Epoch!.PositionOf(stamp) - ForemostPosition, LongestStep);
        }

        Stamp = stamp;
        ForemostStamp = Math.Max(ForemostStamp, stamp);
        Arrival = now;
        Epoch!.Use(stamp, now);
    }
}
