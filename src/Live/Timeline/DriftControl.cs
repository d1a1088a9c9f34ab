namespace Headwater.Live.Timeline;

/// <summary>Watches how a session's timeline stands against wall time and says how much to slew it. Times in flicks.</summary>
/// <remarks>
/// The sample with the least delay in a window tells the lead: the network can only make samples late. Within the rest band nothing
/// is done; beyond it the slope is proportional, so that a steady drift settles at a steady lead: 0.1 % at 0.55 s.
/// </remarks>
internal sealed class DriftControl
{
    public const int MostPartsPerMillion = 2000;

    private const int PartsPerMillionPerSecond = 4000;
    private const int StepPartsPerMillion = 20;
    private const long Rest = 300 * Flicks.PerMillisecond;
    private const long ShortestMeasure = 60 * Flicks.PerSecond;

    private long _windowStart;
    private long _windowLead = long.MinValue;
    private long _windowSourceLead = long.MinValue;
    private long? _firstSourceLead;
    private long _firstAt;

    /// <summary>The source's clock against wall time; positive when fast, 0 while unknown.</summary>
    public int DriftPartsPerMillion { get; private set; }

    /// <summary>Takes one placed sample. Returns the slope wanted from now on, or null while a window is open.</summary>
    public int? Observe(long timeline, long source, long now)
    {
        if (_windowLead == long.MinValue)
        {
            _windowStart = now;
        }

        _windowLead = Math.Max(_windowLead, timeline - now);
        _windowSourceLead = Math.Max(_windowSourceLead, source - now);
        if (now - _windowStart < Flicks.From(TimelineLimits.Window))
        {
            return null;
        }

        Measure(now);
        var lead = _windowLead;
        _windowLead = _windowSourceLead = long.MinValue;
        return Slope(lead);
    }

    /// <summary>Forgets what was measured, because the source's clock was mapped anew.</summary>
    public void Rebase()
    {
        _firstSourceLead = null;
        _windowSourceLead = long.MinValue;
    }

    private void Measure(long now)
    {
        if (_firstSourceLead is not { } first)
        {
            (_firstSourceLead, _firstAt) = (_windowSourceLead, now);
        }
        else if (now - _firstAt >= ShortestMeasure)
        {
            DriftPartsPerMillion = int.CreateSaturating((Int128)(_windowSourceLead - first) * 1_000_000 / (now - _firstAt));
        }
    }

    private static int Slope(long lead)
    {
        var beyond = Math.Max(0, Math.Abs(lead) - Rest);
        var size = Int128.Min((Int128)beyond * PartsPerMillionPerSecond / Flicks.PerSecond, MostPartsPerMillion);
        return -Math.Sign(lead) * ((int)size / StepPartsPerMillion * StepPartsPerMillion);
    }
}
