namespace Headwater.Live.Timeline;

/// <summary>UTC that never steps: it runs with the monotonic clock and leans towards the system's UTC by at most 0.1 %.</summary>
/// <remarks>A step of the system's clock would otherwise look like a source that stalls or runs away. A new session takes the step at once.</remarks>
internal sealed class WallClock(TimeProvider time)
{
    private const long LeanPerMille = 1;

    private long _stamp = time.GetTimestamp();
    private long _flicks = Flicks.FromUtc(time.GetUtcNow());

    /// <summary>Flicks since the Unix epoch; never before an earlier reading unless resynchronised between.</summary>
    public long Read()
    {
        var stamp = time.GetTimestamp();
        var elapsed = Math.Max(0, Flicks.From(time.GetElapsedTime(_stamp, stamp)));
        _stamp = stamp;
        var bound = elapsed * LeanPerMille / 1000;
        var lag = Flicks.FromUtc(time.GetUtcNow()) - (_flicks + elapsed);
        _flicks += elapsed + Math.Clamp(lag, -bound, bound);
        return _flicks;
    }

    /// <summary>Takes the system's UTC as it is.</summary>
    /// <returns>By how much it lies ahead of the time that readings would have gone on with; negative when it was set back.</returns>
    public long Resynchronise()
    {
        var unstepped = Read();
        _flicks = Flicks.FromUtc(time.GetUtcNow());
        return _flicks - unstepped;
    }
}
