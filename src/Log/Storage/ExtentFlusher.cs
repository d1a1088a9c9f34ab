namespace Headwater.Log.Storage;

/// <summary>Asks the storage to secure what was written, beside the appends: a closed extent at once, the open one after an interval.</summary>
/// <remarks>One flush runs at a time. The timer runs only while something waits for it.</remarks>
internal sealed class ExtentFlusher : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly ExtentTable _extents;
    private readonly TimeSpan _interval;
    private readonly Action<LogAlert> _alerts;
    private readonly ITimer _timer;
    private List<ExtentSlot> _waiting = [];
    private Task _running = Task.CompletedTask;
    private bool _armed;
    private bool _disposed;

    public ExtentFlusher(ExtentTable extents, TimeSpan interval, TimeProvider clock, Action<LogAlert> alerts)
    {
        _extents = extents;
        _interval = interval;
        _alerts = alerts;
        _timer = clock.CreateTimer(static state => ((ExtentFlusher)state!).Start(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Completes when no flush is running.</summary>
    public Task Running
    {
        get
        {
            lock (_gate)
            {
                return _running;
            }
        }
    }

    /// <summary>Has an extent flushed within the interval. The caller uses it.</summary>
    public void Request(ExtentSlot slot)
    {
        lock (_gate)
        {
            Enlist(slot);
            if (!_armed && !_disposed)
            {
                _armed = true;
                _timer.Change(_interval, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Has an extent flushed now. The caller uses it.</summary>
    public void RequestNow(ExtentSlot slot)
    {
        lock (_gate)
        {
            Enlist(slot);
        }

        Start();
    }

    /// <summary>Flushes what still waits and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        await _timer.DisposeAsync();
        Start();
        await Running;
    }

    private void Enlist(ExtentSlot slot)
    {
        if (!_waiting.Contains(slot))
        {
            _extents.Share(slot);
            _waiting.Add(slot);
        }
    }

    private void Start()
    {
        lock (_gate)
        {
            _armed = false;
            if (_waiting.Count > 0)
            {
                var due = _waiting;
                var before = _running;
                _waiting = [];
                _running = Task.Run(() => FlushAsync(before, due));
            }
        }
    }

    private async Task FlushAsync(Task before, List<ExtentSlot> due)
    {
        await before;
        foreach (var slot in due)
        {
            try
            {
                if (!slot.Dropped)
                {
                    await slot.Open!.FlushAsync(CancellationToken.None);
                }
            }
            catch (IOException cause)
            {
                // What the system could not secure it may have forgotten: the writer goes on in a new extent.
                slot.Faulted = true;
                _alerts(new LogAlert.StorageFault($"Extent {slot.First} could not be flushed.", cause));
            }
            finally
            {
                _extents.Release(slot);
            }
        }
    }
}
