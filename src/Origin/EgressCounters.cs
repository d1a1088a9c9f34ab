using Headwater.Plans;

namespace Headwater.Origin;

/// <summary>Counts what an endpoint answers. Thread-safe; counters never fall.</summary>
public sealed class EgressCounters
{
    private const int Classes = 4;

    private readonly long[] _requests = new long[Classes];
    private long _bytes;
    private long _timeTicks;

    /// <summary>What was answered so far.</summary>
    public EgressObservation Observe() => new(
        Volatile.Read(ref _bytes),
        Volatile.Read(ref _requests[0]),
        Volatile.Read(ref _requests[1]),
        Volatile.Read(ref _requests[2]),
        Volatile.Read(ref _requests[3]),
        new TimeSpan(Volatile.Read(ref _timeTicks)));

    /// <summary>Counts one answer.</summary>
    /// <param name="status">Its HTTP status, 200 to 599.</param>
    /// <param name="bytes">Bytes of its body.</param>
    /// <param name="time">From the request to the answer's end.</param>
    public void Count(int status, long bytes, TimeSpan time)
    {
        Interlocked.Increment(ref _requests[Math.Clamp(status / 100, 2, 5) - 2]);
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Add(ref _timeTicks, time.Ticks);
    }
}
