namespace Headwater.Log.Storage;

/// <summary>The retained extents and which of them are open: opened when first used, closed when idle and too many are, or dropped and no longer used.</summary>
internal sealed class ExtentTable(ILogStorage storage, int maximumOpen) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, ExtentSlot> _slots = [];
    private int _open;
    private long _uses;
    private bool _disposed;

    /// <summary>Adds an extent; one that is given open is in use by the caller.</summary>
    public ExtentSlot Add(long firstSequence, ILogExtent? open)
    {
        var slot = new ExtentSlot(firstSequence) { Open = open, Users = open is null ? 0 : 1 };
        lock (_gate)
        {
            _open += slot.Users;
            _slots[firstSequence] = slot;
        }

        return slot;
    }

    /// <summary>No longer hands out the extent; its users keep it.</summary>
    /// <returns>Whether it has no users, so that it is closed.</returns>
    public bool Drop(long firstSequence)
    {
        var isClosed = true;
        ILogExtent? idle = null;
        lock (_gate)
        {
            if (_slots.Remove(firstSequence, out var slot))
            {
                slot.Dropped = true;
                isClosed = slot.Users == 0;
                idle = isClosed ? TakeOpen(slot) : null;
            }
        }

        idle?.Dispose();
        return isClosed;
    }

    /// <summary>Takes an extent into use; whoever gets one calls <see cref="Release"/>.</summary>
    /// <returns>Null when the log does not retain it.</returns>
    /// <exception cref="IOException">The storage could not open it.</exception>
    public async ValueTask<ExtentSlot?> AcquireAsync(long firstSequence, CancellationToken cancellationToken)
    {
        ExtentSlot? slot;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(MediaLog));
            if (!_slots.TryGetValue(firstSequence, out slot))
            {
                return null;
            }

            slot.Users++;
            slot.LastUse = ++_uses;
            if (slot.Open is not null)
            {
                return slot;
            }
        }

        return await OpenAsync(slot, cancellationToken);
    }

    /// <summary>Adds a user to an extent that the caller uses already.</summary>
    public void Share(ExtentSlot slot)
    {
        lock (_gate)
        {
            slot.Users++;
        }
    }

    public void Release(ExtentSlot slot)
    {
        ILogExtent? idle;
        lock (_gate)
        {
            slot.Users--;
            idle = slot.Users == 0 && (slot.Dropped || _disposed) ? TakeOpen(slot) : TakeSurplus();
        }

        idle?.Dispose();
    }

    /// <summary>Closes what is not in use; the rest is closed by its users.</summary>
    public void Dispose()
    {
        List<ILogExtent?> idle = [];
        lock (_gate)
        {
            _disposed = true;
            foreach (var slot in _slots.Values)
            {
                if (slot.Users == 0)
                {
                    idle.Add(TakeOpen(slot));
                }
            }
        }

        idle.ForEach(open => open?.Dispose());
    }

    private async ValueTask<ExtentSlot?> OpenAsync(ExtentSlot slot, CancellationToken cancellationToken)
    {
        try
        {
            var opened = await storage.OpenAsync(slot.First, cancellationToken);
            ILogExtent? second = null;
            lock (_gate)
            {
                second = slot.Open is null ? null : opened;
                _open += slot.Open is null ? 1 : 0;
                slot.Open ??= opened;
            }

            second?.Dispose();
            return slot;
        }
        catch (FileNotFoundException) when (IsDropped(slot))
        {
            Release(slot);
            return null;
        }
        catch
        {
            Release(slot);
            throw;
        }
    }

    private bool IsDropped(ExtentSlot slot)
    {
        lock (_gate)
        {
            return slot.Dropped;
        }
    }

    private ILogExtent? TakeSurplus()
    {
        if (_open <= maximumOpen)
        {
            return null;
        }

        ExtentSlot? idlest = null;
        foreach (var slot in _slots.Values)
        {
            if (slot.Open is not null && slot.Users == 0 && (idlest is null || slot.LastUse < idlest.LastUse))
            {
                idlest = slot;
            }
        }

        return idlest is null ? null : TakeOpen(idlest);
    }

    private ILogExtent? TakeOpen(ExtentSlot slot)
    {
        var open = slot.Open;
        slot.Open = null;
        _open -= open is null ? 0 : 1;
        return open;
    }
}
