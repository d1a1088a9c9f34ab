using Headwater.Plans;

namespace Headwater.Hosts.Platform;

/// <summary>The newest picture of a platform, and whoever waits for another. Thread-safe.</summary>
internal sealed class ObservationBoard
{
    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiters = [];
    private PlatformObservation _newest = PlatformObservation.None;

    public PlatformObservation Newest => Volatile.Read(ref _newest);

    /// <summary>Shows a picture and lets go whom it fits.</summary>
    public void Show(PlatformObservation picture)
    {
        Waiter[] waiting;
        lock (_gate)
        {
            Volatile.Write(ref _newest, picture);
            waiting = [.. _waiters];
        }

        foreach (var waiter in waiting)
        {
            waiter.Offer(picture);
        }
    }

    public async ValueTask<PlatformObservation> WaitAsync(Func<PlatformObservation, bool> fits, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(fits);
        lock (_gate)
        {
            _waiters.Add(waiter);
        }

        try
        {
            waiter.Offer(Newest);
            return await waiter.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _waiters.Remove(waiter);
            }
        }
    }

    private sealed class Waiter(Func<PlatformObservation, bool> fits) : TaskCompletionSource<PlatformObservation>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public void Offer(PlatformObservation picture)
        {
            try
            {
                if (!Task.IsCompleted && fits(picture))
                {
                    TrySetResult(picture);
                }
            }
#pragma warning disable CA1031 // What the question throws is for who asked it.
            catch (Exception fault)
            {
                TrySetException(fault);
            }
#pragma warning restore CA1031
        }
    }
}
