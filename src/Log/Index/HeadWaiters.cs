using System.Buffers;

namespace Headwater.Log.Index;

/// <summary>Those who wait for a head that suits them. A moved head costs the writer one queued work item, and a waiter whom it does not suit one call of its predicate.</summary>
/// <remarks>
/// Nobody is missed: a waiter enlists before it looks at the head for the last time, and the writer moves the head before it
/// looks whether anyone is enlisted. One work item looks through all of them at a time; who is served goes on on threads of its own.
/// </remarks>
internal sealed class HeadWaiters(LogIndex index) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiters = [];
    private int _enlisted;
    private int _raised;
    private bool _closed;

    /// <summary>Waits until the predicate holds or the log has ended.</summary>
    public ValueTask<LogSnapshot> WaitAsync(Func<LogSnapshot, bool> predicate, CancellationToken cancellationToken)
    {
        var snapshot = index.Snapshot;
        return Suits(snapshot, predicate) ? new(snapshot) : EnlistAsync(predicate, cancellationToken);
    }

    /// <summary>Has everyone look at the head, on another thread. Call it after the head has moved.</summary>
    public void Raise()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _enlisted) > 0 && Interlocked.Increment(ref _raised) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Ends every wait, present and future, with an exception.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }

        Raise();
    }

    void IThreadPoolWorkItem.Execute()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _raised);
            Serve();
        }
        while (Interlocked.CompareExchange(ref _raised, 0, seen) != seen);
    }

    private static bool Suits(LogSnapshot snapshot, Func<LogSnapshot, bool> predicate) => snapshot.Ended || predicate(snapshot);

    private async ValueTask<LogSnapshot> EnlistAsync(Func<LogSnapshot, bool> predicate, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter(predicate);
        Enlist(waiter);
        try
        {
            Interlocked.MemoryBarrier();
            if (index.Snapshot is var snapshot && Suits(snapshot, predicate))
            {
                return snapshot;
            }

            using (cancellationToken.UnsafeRegister(static (waiting, token) => ((Waiter)waiting!).TrySetCanceled(token), waiter))
            {
                return await waiter.Task;
            }
        }
        finally
        {
            Delist(waiter);
        }
    }

    private void Serve()
    {
        var (waiters, count, closed) = Copy();
        var snapshot = index.Snapshot;
        foreach (var waiter in waiters.AsSpan(0, count))
        {
            if (waiter.Task.IsCompleted)
            {
                continue;
            }

            try
            {
                if (Suits(snapshot, waiter.Predicate))
                {
                    waiter.TrySetResult(snapshot);
                }
                else if (closed)
                {
                    waiter.TrySetException(new ObjectDisposedException(nameof(MediaLog)));
                }
            }
            catch (Exception cause)
            {
                // The predicate's fault is its owner's to see, and nobody else's.
                waiter.TrySetException(cause);
            }
        }

        ArrayPool<Waiter>.Shared.Return(waiters, clearArray: true);
    }

    private (Waiter[] Waiters, int Count, bool Closed) Copy()
    {
        lock (_gate)
        {
            var waiters = ArrayPool<Waiter>.Shared.Rent(_waiters.Count);
            _waiters.CopyTo(waiters);
            return (waiters, _waiters.Count, _closed);
        }
    }

    private void Enlist(Waiter waiter)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(MediaLog));
            waiter.Place = _waiters.Count;
            _waiters.Add(waiter);
            _enlisted = _waiters.Count;
        }
    }

    private void Delist(Waiter waiter)
    {
        lock (_gate)
        {
            // The last takes the place that becomes free: nothing is moved but one.
            var last = _waiters[^1];
            _waiters[waiter.Place] = last;
            last.Place = waiter.Place;
            _waiters.RemoveAt(_waiters.Count - 1);
            _enlisted = _waiters.Count;
        }
    }

    private sealed class Waiter(Func<LogSnapshot, bool> predicate)
        : TaskCompletionSource<LogSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Func<LogSnapshot, bool> Predicate => predicate;

        public int Place { get; set; }
    }
}
