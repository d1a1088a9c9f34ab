namespace Headwater.Live.Timeline;

/// <summary>Lays frames of sound end to end in samples while the source's times agree, and leans after them when they drift.</summary>
/// <remarks>
/// A source stamps in milliseconds what lasts 21.33 of them. The grid therefore counts samples and compares: a lasting deviation is
/// taken back by at most <see cref="MostCorrectionSamples"/> a frame, a hole is followed at once, and sound whose time
/// is already filled is refused until the source has caught up.
/// </remarks>
internal sealed class AudioGrid(uint sampleRate, long frameSamples)
{
    public const long MostCorrectionSamples = 8;

    // Deviations are filtered with this many fractional bits, so that the filter's rounding cannot hide a steady one.
    private const int FractionBits = 8;
    private const int FilterFrames = 16;
    private const int GainFrames = 64;

    private readonly long _holeSamples = sampleRate / 10;
    private readonly long _overlapSamples = sampleRate / 4;
    private readonly long _restSamples = sampleRate / 500;
    private long _next;
    private long _filtered;
    private bool _started;
    private bool _refusing;

    /// <summary>Places one frame.</summary>
    /// <param name="target">Where the source says it begins, in samples.</param>
    /// <param name="earliest">The first sample position that is still free.</param>
    /// <param name="joined">Whether the source's clock was just mapped anew, so that <paramref name="target"/> is no jitter.</param>
    /// <param name="hole">Whether a hole was followed.</param>
    /// <returns>Where it begins, at or after <paramref name="earliest"/>; null when its time is already filled.</returns>
    public long? Place(long target, long earliest, bool joined, out bool hole)
    {
        hole = false;
        var next = _started ? Math.Max(_next, earliest) : Math.Max(target, earliest);
        var deviation = target - next;
        _refusing = deviation < -(_refusing || joined || !_started ? frameSamples / 2 : _overlapSamples);
        if (_refusing)
        {
            return null;
        }

        if (!_started || deviation > _holeSamples || (joined && deviation > frameSamples / 2))
        {
            hole = _started;
            next = Math.Max(target, next);
            _filtered = 0;
        }
        else
        {
            next += Correction(deviation);
        }

        _started = true;
        _next = next + frameSamples;
        return Math.Max(next, earliest);
    }

    private long Correction(long deviation)
    {
        _filtered += ((deviation << FractionBits) - _filtered) / FilterFrames;
        var samples = _filtered >> FractionBits;
        var beyond = Math.Abs(samples) - _restSamples;
        if (beyond <= 0)
        {
            return 0;
        }

        var most = Math.Min(MostCorrectionSamples, frameSamples / 4);
        return Math.Sign(samples) * Math.Min((beyond + GainFrames - 1) / GainFrames, most);
    }
}
