using Headwater.Log.Index;
using Headwater.Log.Recovery;
using Headwater.Log.Storage;
using Headwater.Log.Writing;

namespace Headwater.Log;

/// <summary>An append-only log of media fragments: one writer, any number of readers on any thread.</summary>
/// <remarks>
/// A record is in the storage before a snapshot shows it, so what a playlist listed survives the end of the process.
/// Sequence numbers, generations and counts of discontinuities go on across restarts; retention drops whole extents at the
/// front and renumbers nothing. Appends, <see cref="DisposeAsync"/> included, are called one after the other by the writer.
/// </remarks>
public sealed class MediaLog : IAsyncDisposable
{
    private readonly ILogStorage _storage;
    private readonly ExtentTable _extents;
    private readonly ExtentFlusher _flusher;
    private readonly LogIndex _index = new();
    private readonly HeadWaiters _waiters;
    private readonly LogWriter _writer;
    private int _appending;
    private volatile bool _disposed;

    private MediaLog(ILogStorage storage, MediaLogOptions options, TimeProvider clock, Action<LogAlert> alerts)
    {
        _storage = storage;
        _waiters = new(_index);
        _extents = new(storage, options.OpenExtents);
        _flusher = new(_extents, options.FlushInterval, clock, alerts);
        _writer = new(storage, options, _extents, _flusher, _index, alerts);
    }

    /// <summary>What the log holds now. Made once for each head and shared: as cheap for thousands of readers as for one.</summary>
    public LogSnapshot Snapshot => _index.Snapshot;

    /// <summary>How many records were dropped since the log was opened because the storage would not take them.</summary>
    public long DroppedRecords => _writer.Dropped;

    /// <summary>Bytes that the log occupies in its storage.</summary>
    public long StoredBytes => _writer.TotalBytes;

    /// <summary>Opens the log that <paramref name="storage"/> holds, or begins one in it, and mends what the end of an earlier process left torn.</summary>
    /// <param name="storage">Owned by the log from the call on: disposed with it, or when opening fails.</param>
    /// <param name="options">How it stores and keeps.</param>
    /// <param name="clock">Times the flushes; nothing else depends on it.</param>
    /// <param name="alerts">Hears what an operator must know, on the thread that met it; must return at once and not throw. Null for nobody.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    /// <exception cref="ArgumentException">Options out of range; the message names all of them.</exception>
    /// <exception cref="IOException">The storage failed.</exception>
    public static async ValueTask<MediaLog> OpenAsync(
        ILogStorage storage,
        MediaLogOptions options,
        TimeProvider clock,
        Action<LogAlert>? alerts = null,
        CancellationToken cancellationToken = default)
    {
        var report = alerts ?? (static _ => { });
        try
        {
            options.ThrowIfInvalid();
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }

        var log = new MediaLog(storage, options, clock, report);
        try
        {
            var recovery = new LogRecovery(storage, log._extents, log._index, report);
            await recovery.RunAsync(cancellationToken);
            log._writer.Resume(recovery.Position, recovery.Extents, recovery.Newest);
            await log._writer.RetainAsync();
            return log;
        }
        catch
        {
            await log.DisposeAsync();
            throw;
        }
    }

    /// <summary>Appends a record. When it returns, the record survives the end of the process and every later snapshot shows it.</summary>
    /// <param name="record">Its memory is borrowed until the call completes.</param>
    /// <param name="cancellationToken">Asked before anything is written, not after.</param>
    /// <returns>A storage that is full or fails is a result, not an exception; the cause is in an alert.</returns>
    /// <exception cref="ArgumentException">The record may not stand here: unknown track, time going backwards, out of bounds.</exception>
    /// <exception cref="InvalidOperationException">Another append has not completed.</exception>
    public async ValueTask<AppendResult> AppendAsync(LogRecord record, CancellationToken cancellationToken)
    {
        Enter(cancellationToken);
        try
        {
            _writer.Begin();
            _writer.Stage(record);
            return await CommitAsync();
        }
        finally
        {
            Volatile.Write(ref _appending, 0);
        }
    }

    /// <summary>Appends records with one write: all of them or none; readers see all at once. The end of the process amid the call may keep a first part of them.</summary>
    /// <param name="records">In order; their memory is borrowed until the call completes. Together at most 256 MiB.</param>
    /// <param name="cancellationToken">As for one record.</param>
    /// <returns>As for one record; the sequence is that of the first one stored.</returns>
    /// <exception cref="ArgumentException">As for one record; then none is stored.</exception>
    /// <exception cref="InvalidOperationException">As for one record.</exception>
    public async ValueTask<AppendResult> AppendAsync(IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        Enter(cancellationToken);
        try
        {
            _writer.Begin();
            for (var index = 0; index < records.Count; index++)
            {
                _writer.Stage(records[index]);
            }

            return await CommitAsync();
        }
        finally
        {
            Volatile.Write(ref _appending, 0);
        }
    }

    /// <summary>Waits until the record of that number is in the log, or the log has ended.</summary>
    /// <param name="sequence">Any number; one that is retained no more has been in the log.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    public ValueTask<LogSnapshot> WaitForAsync(long sequence, CancellationToken cancellationToken) =>
        _waiters.WaitAsync(snapshot => snapshot.NextSequence > sequence, cancellationToken);

    /// <summary>Waits until <paramref name="predicate"/> holds, or the log has ended: the caller asks which.</summary>
    /// <param name="predicate">Asked on other threads, one call at a time, about later heads, though not about every one; must be quick and depend on nothing else. What it throws, the wait throws.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    public ValueTask<LogSnapshot> WaitForAsync(Func<LogSnapshot, bool> predicate, CancellationToken cancellationToken) =>
        _waiters.WaitAsync(predicate, cancellationToken);

    /// <summary>Reads a payload.</summary>
    /// <param name="location">From an entry of a snapshot of this log.</param>
    /// <param name="destination">Filled from its start; at least as long as the payload.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>False when retention has dropped the payload; then <paramref name="destination"/> holds nothing of use.</returns>
    /// <exception cref="IOException">The storage failed or no longer has what it stored.</exception>
    public async ValueTask<bool> ReadAsync(PayloadLocation location, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (destination.Length < location.Length)
        {
            throw new ArgumentException($"{location.Length} bytes do not fit into {destination.Length}.", nameof(destination));
        }

        if (await _extents.AcquireAsync(location.Extent, cancellationToken) is not { } slot)
        {
            return false;
        }

        try
        {
            if (await slot.Open!.ReadAsync(location.Offset, destination[..location.Length], cancellationToken) != location.Length)
            {
                throw new IOException($"Extent {location.Extent} ends before byte {location.Offset + location.Length}, which it should hold.");
            }

            return true;
        }
        finally
        {
            _extents.Release(slot);
        }
    }

    /// <summary>Replaces the retention; takes effect with the next append. Any thread.</summary>
    /// <param name="promise">See <see cref="MediaLogOptions.RetentionPromise"/>.</param>
    /// <param name="maximumBytes">See <see cref="MediaLogOptions.MaximumBytes"/>.</param>
    /// <exception cref="ArgumentException">Out of the ranges stated there.</exception>
    public void SetRetention(TimeSpan promise, long? maximumBytes)
    {
        new MediaLogOptions { RetentionPromise = promise, MaximumBytes = maximumBytes }.ThrowIfInvalid();
        _writer.SetRetention(new(promise, maximumBytes));
    }

    /// <summary>Closes the log, which is not an <see cref="End"/>: whoever waits gets an exception, whoever reads finishes, what was written is flushed, the storage is given back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _waiters.Close();
        _writer.Seal();
        await _flusher.DisposeAsync();
        _extents.Dispose();
        await _storage.DisposeAsync();
    }

    private async ValueTask<AppendResult> CommitAsync()
    {
        var result = await _writer.CommitAsync();
        _waiters.Raise();
        return result;
    }

    private void Enter(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Interlocked.Exchange(ref _appending, 1) != 0)
        {
            throw new InvalidOperationException("A log has one writer, which awaits each append before the next.");
        }
    }
}
