namespace Headwater.Transcoder.Ffmpeg;

/// <summary>The presentation times of recent source pictures, from which the decode times of an output's first frames follow. Thread-safe.</summary>
internal sealed class SourceTimes
{
    private const int Kept = 2_048;

    private readonly Lock _gate = new();
    private readonly SortedSet<long> _times = [];

    /// <summary>Notes a source picture's time in session ticks.</summary>
    public void Add(long ticks)
    {
        lock (_gate)
        {
            _times.Add(ticks);
            if (_times.Count > Kept)
            {
                _times.Remove(_times.Min);
            }
        }
    }

    /// <summary>The <paramref name="count"/> picture times before <paramref name="first"/>, in order; where the source tells none, they keep its usual distance.</summary>
    public long[] Before(long first, int count)
    {
        lock (_gate)
        {
            var known = _times.GetViewBetween(long.MinValue, first - 1).Reverse().Take(count).Reverse().ToList();
            var distance = Distance(first);
            while (known.Count < count)
            {
                known.Insert(0, (known.Count == 0 ? first : known[0]) - distance);
            }

            return [.. known];
        }
    }

    private long Distance(long first)
    {
        var next = _times.GetViewBetween(first + 1, long.MaxValue);
        return next.Count > 0 && next.Min - first < SessionClock.VideoTimescale ? next.Min - first : SessionClock.VideoTimescale / 30;
    }
}
