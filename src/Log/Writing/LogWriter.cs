using System.Buffers;
using Headwater.Log.Index;
using Headwater.Log.Layout;
using Headwater.Log.Storage;

namespace Headwater.Log.Writing;

/// <summary>Puts staged records into extents, rolls and drops extents, and meets a storage that is full or failing. One caller at a time.</summary>
/// <remarks>
/// A record is whole in the storage before the index knows it. A write that failed may have left bytes: they are cut off,
/// the extent takes no further record, and should the cut fail too, the next extent's first sequence supersedes them.
/// </remarks>
internal sealed class LogWriter(
    ILogStorage storage,
    MediaLogOptions options,
    ExtentTable table,
    ExtentFlusher flusher,
    LogIndex index,
    Action<LogAlert> alerts)
{
    private const int ExtentsPerMaximum = 4;

    private readonly StagedBatch _batch = new();
    private readonly List<LogRecord> _owed = [];
    private readonly LogPosition _position = new();
    private readonly List<ExtentState> _extents = [];
    private Retention _retention = new(options.RetentionPromise, options.MaximumBytes);
    private ExtentState? _current;
    private ExtentSlot? _slot;
    private long _totalBytes;
    private long _newest = long.MinValue;
    private long _dropped;
    private long _droppedBefore;
    private int _owedStaged;
    private bool _full;
    private bool _faulted;
    private bool _shortened;
    private bool _droppedInUse;

    /// <summary>Any thread: how many records were dropped since the log was opened.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Any thread: bytes of the retained extents.</summary>
    public long TotalBytes => Volatile.Read(ref _totalBytes);

    /// <summary>Any thread: replaces the retention from the next append on.</summary>
    public void SetRetention(Retention retention) => Volatile.Write(ref _retention, retention);

    /// <summary>Goes on where a recovered log stands. The newest extent is given open and in use when it may take more.</summary>
    public void Resume(LogPosition position, IReadOnlyList<ExtentState> extents, ExtentSlot? newest)
    {
        _position.CopyFrom(position);
        _extents.AddRange(extents);
        foreach (var extent in extents)
        {
            _totalBytes += extent.LengthBytes;
            _newest = Math.Max(_newest, extent.EndTime);
        }

        _slot = newest;
        _current = newest is null ? null : _extents[^1];
    }

    /// <summary>Begins a batch. What the storage refused before and later records rely on goes first.</summary>
    public void Begin()
    {
        _batch.Begin(_position);
        foreach (var record in _owed)
        {
            _batch.Add(record);
        }

        _owedStaged = _batch.Records.Count;
    }

    /// <exception cref="ArgumentException">The writer may not append it here.</exception>
    public void Stage(LogRecord record) => _batch.Add(record);

    /// <summary>Stores what was staged since <see cref="Begin"/>, all or nothing, and shows it to readers.</summary>
    public async ValueTask<AppendResult> CommitAsync()
    {
        var staged = _batch.Records.Count;
        if (staged == 0)
        {
            return AppendResult.Unchanged;
        }

        if (!await StoreAsync())
        {
            Volatile.Write(ref _dropped, _dropped + staged - _owedStaged);
            Owe();
            return AppendResult.Dropped;
        }

        _owed.Clear();
        if (_full || _faulted)
        {
            _full = _faulted = false;
            alerts(new LogAlert.StorageRecovered(_dropped - _droppedBefore));
            _droppedBefore = _dropped;
        }

        await RetainAsync();
        return staged == _owedStaged ? AppendResult.Unchanged : new(AppendOutcome.Appended, _batch.Records[_owedStaged].Header.Sequence);
    }

    /// <summary>Drops what the retention no longer covers.</summary>
    public async ValueTask RetainAsync()
    {
        var retention = Volatile.Read(ref _retention);
        while (_extents.Count > 1 && !IsWithin(_extents[0], retention.Promise))
        {
            _shortened = false;
            await DropOldestAsync();
        }
    }

    /// <summary>Closes the extent in writing.</summary>
    public void Seal()
    {
        if (_slot is not null)
        {
            flusher.RequestNow(_slot);
            table.Release(_slot);
        }

        _slot = null;
        _current = null;
    }

    private async ValueTask<bool> StoreAsync()
    {
        for (var faults = 0; ;)
        {
            try
            {
                await StayWithinMaximumAsync();
                var extent = await ExtentForBatchAsync();
                await _slot!.Open!.WriteAsync(extent.LengthBytes, _batch.Bytes, CancellationToken.None);
                Show(extent);
                return true;
            }
            catch (LogStorageFullException)
            {
                await AbandonAsync();
                if (!await MakeRoomAsync())
                {
                    return false;
                }
            }
            catch (IOException cause)
            {
                await AbandonAsync();
                Fault($"A write at sequence {_position.NextSequence} failed.", cause);
                if (++faults == 2)
                {
                    return false;
                }
            }
        }
    }

    private void Show(ExtentState extent)
    {
        var offset = extent.LengthBytes;
        extent.LengthBytes += _batch.Bytes.Length;
        extent.Records += _batch.Records.Count;
        extent.StartTime = Math.Min(extent.StartTime, _batch.StartTime);
        extent.EndTime = Math.Max(extent.EndTime, _batch.EndTime);
        _newest = Math.Max(_newest, extent.EndTime);
        Volatile.Write(ref _totalBytes, _totalBytes + _batch.Bytes.Length);
        _position.CopyFrom(_batch.Position);
        index.Add(_batch.Records, extent.First, offset, _position);
        flusher.Request(_slot!);
    }

    private async ValueTask<ExtentState> ExtentForBatchAsync()
    {
        if (_current is { } current && !_slot!.Faulted && (current.Records == 0 || Fits(current)))
        {
            return current;
        }

        Seal();
        return await RollAsync();
    }

    private bool Fits(ExtentState extent)
    {
        var maximumBytes = Math.Min(options.ExtentBytes, (Volatile.Read(ref _retention).MaximumBytes ?? long.MaxValue) / ExtentsPerMaximum);
        return extent.LengthBytes + _batch.Bytes.Length <= maximumBytes
            && (_batch.EndTime == long.MinValue || extent.StartTime == long.MaxValue
                || _batch.EndTime - extent.StartTime <= options.ExtentDuration.Ticks);
    }

    private async ValueTask<ExtentState> RollAsync()
    {
        var lengthBytes = ExtentPreamble.Measure(_position);
        var preamble = ArrayPool<byte>.Shared.Rent(lengthBytes);
        var opened = await storage.CreateAsync(_position.NextSequence, CancellationToken.None);
        try
        {
            ExtentPreamble.Write(_position, preamble.AsSpan(0, lengthBytes));
            await opened.WriteAsync(0, preamble.AsMemory(0, lengthBytes), CancellationToken.None);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(preamble);
        }

        index.Begin(_position, oldest: _extents.Count == 0);
        _current = new(_position.NextSequence) { LengthBytes = lengthBytes, EndTime = _newest };
        _slot = table.Add(_current.First, opened);
        _extents.Add(_current);
        Volatile.Write(ref _totalBytes, _totalBytes + lengthBytes);
        return _current;
    }

    private async ValueTask AbandonAsync()
    {
        if (_current is not { } current)
        {
            return;
        }

        try
        {
            await _slot!.Open!.TruncateAsync(current.LengthBytes, CancellationToken.None);
        }
        catch (IOException)
        {
            // Superseded by the next extent instead.
        }

        Seal();
        if (current.Records == 0)
        {
            // Its number is the next extent's too, whose creation supersedes it.
            _extents.Remove(current);
            Volatile.Write(ref _totalBytes, _totalBytes - current.LengthBytes);
            table.Drop(current.First);
        }
    }

    private async ValueTask<bool> MakeRoomAsync()
    {
        var retained = _extents.Count;
        await RetainAsync();
        if (_extents.Count == retained && _extents.Count > 1 && !IsWithin(_extents[0], options.RetentionFloor))
        {
            await DropOldestAsync();
        }

        if (_extents.Count < retained)
        {
            if (_droppedInUse)
            {
                // What is deleted but open takes its room until it is closed; a flush that is late must not cost more extents.
                await flusher.Running;
                _droppedInUse = false;
            }

            return true;
        }

        if (!_full)
        {
            _full = true;
            alerts(new LogAlert.DiskFull());
        }

        return false;
    }

    private async ValueTask StayWithinMaximumAsync()
    {
        var maximumBytes = Volatile.Read(ref _retention).MaximumBytes;
        while (_extents.Count > 1 && _totalBytes + _batch.Bytes.Length > maximumBytes)
        {
            await DropOldestAsync();
        }
    }

    private async ValueTask DropOldestAsync()
    {
        var oldest = _extents[0];
        var promise = Volatile.Read(ref _retention).Promise;
        var shortens = !_shortened && IsWithin(oldest, promise);
        _extents.RemoveAt(0);
        Volatile.Write(ref _totalBytes, _totalBytes - oldest.LengthBytes);
        index.DropBefore(_extents[0].First);
        _droppedInUse |= !table.Drop(oldest.First);
        try
        {
            await storage.DeleteAsync(oldest.First, CancellationToken.None);
        }
        catch (IOException cause)
        {
            alerts(new LogAlert.StorageFault($"Extent {oldest.First} could not be deleted.", cause));
        }

        if (shortens)
        {
            _shortened = true;
            alerts(new LogAlert.RetentionShortened(promise, new(_newest - oldest.EndTime)));
        }
    }

    private bool IsWithin(ExtentState extent, TimeSpan span) => (Int128)_newest - span.Ticks < extent.EndTime;

    private void Fault(string detail, IOException cause)
    {
        if (!_faulted)
        {
            _faulted = true;
            alerts(new LogAlert.StorageFault(detail, cause));
        }
    }

    /// <summary>Without its configuration a later fragment would be described wrongly: what was refused is stored before it.</summary>
    private void Owe()
    {
        _owed.Clear();
        foreach (var staged in _batch.Records)
        {
            if (staged.Kept is TrackConfig config)
            {
                _owed.RemoveAll(owed => owed is TrackConfig other && other.Track == config.Track);
                _owed.Add(config);
            }
            else if (staged.Header.Kind == RecordKind.Discontinuity && !_owed.Exists(owed => owed is Discontinuity))
            {
                _owed.Add(new Discontinuity());
            }
        }
    }
}
