namespace Headwater.Live.Tests.Transcoding;

/// <summary>Runs on the thread pool, and knows whether anything of what was begun in it still runs or waits for a thread.</summary>
internal sealed class CountingContext : SynchronizationContext
{
    private int _posted;

    /// <summary>Whether something runs or waits for a thread; what waits for anything else does not count.</summary>
    public bool IsBusy => Volatile.Read(ref _posted) > 0;

    /// <summary>Begins something whose later steps are to be counted.</summary>
    public T Run<T>(Func<T> begin)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            return begin();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        Interlocked.Increment(ref _posted);
        ThreadPool.QueueUserWorkItem(
            _ =>
            {
                try
                {
                    Run<object?>(() =>
                    {
                        d(state);
                        return null;
                    });
                }
                finally
                {
                    Interlocked.Decrement(ref _posted);
                }
            });
    }
}
