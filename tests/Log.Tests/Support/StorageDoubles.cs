namespace Headwater.Log.Tests.Support;

/// <summary>A storage around another; what it does not change it hands through.</summary>
internal abstract class StorageAround(ILogStorage inner) : ILogStorage
{
    public ValueTask<IReadOnlyList<StoredExtent>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    public virtual async ValueTask<ILogExtent> CreateAsync(long firstSequence, CancellationToken cancellationToken) =>
        new ExtentAround(this, firstSequence, await inner.CreateAsync(firstSequence, cancellationToken));

    public virtual async ValueTask<ILogExtent> OpenAsync(long firstSequence, CancellationToken cancellationToken) =>
        new ExtentAround(this, firstSequence, await inner.OpenAsync(firstSequence, cancellationToken));

    public virtual ValueTask DeleteAsync(long firstSequence, CancellationToken cancellationToken) => inner.DeleteAsync(firstSequence, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    protected virtual ValueTask WriteAsync(ILogExtent extent, long offset, ReadOnlyMemory<byte> source) =>
        extent.WriteAsync(offset, source, CancellationToken.None);

    protected virtual ValueTask TruncateAsync(ILogExtent extent, long lengthBytes) => extent.TruncateAsync(lengthBytes, CancellationToken.None);

    protected virtual ValueTask FlushAsync(ILogExtent extent, long firstSequence) => extent.FlushAsync(CancellationToken.None);

    protected virtual void Closed()
    {
    }

    private sealed class ExtentAround(StorageAround storage, long firstSequence, ILogExtent inner) : ILogExtent
    {
        public ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
            inner.ReadAsync(offset, destination, cancellationToken);

        public ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken) => storage.WriteAsync(inner, offset, source);

        public ValueTask TruncateAsync(long lengthBytes, CancellationToken cancellationToken) => storage.TruncateAsync(inner, lengthBytes);

        public ValueTask FlushAsync(CancellationToken cancellationToken) => storage.FlushAsync(inner, firstSequence);

        public void Dispose()
        {
            storage.Closed();
            inner.Dispose();
        }
    }
}

/// <summary>Has room for so many bytes; a write that does not fit leaves what fitted.</summary>
internal sealed class FullStorage(ILogStorage inner) : StorageAround(inner)
{
    private readonly ILogStorage _inner = inner;

    public long CapacityBytes { get; set; } = long.MaxValue;

    protected override async ValueTask WriteAsync(ILogExtent extent, long offset, ReadOnlyMemory<byte> source)
    {
        var used = (await _inner.ListAsync(CancellationToken.None)).Sum(stored => stored.LengthBytes);
        var room = (int)Math.Clamp(CapacityBytes - used, 0, source.Length);
        await extent.WriteAsync(offset, source[..room], CancellationToken.None);
        if (room < source.Length)
        {
            throw new LogStorageFullException();
        }
    }
}

/// <summary>Fails the operations that it is told to, before they do anything.</summary>
internal sealed class FailingStorage(ILogStorage inner) : StorageAround(inner)
{
    public int WritesToFail { get; set; }

    public int CreatesToFail { get; set; }

    public int DeletesToFail { get; set; }

    public int FlushesToFail { get; set; }

    public override ValueTask<ILogExtent> CreateAsync(long firstSequence, CancellationToken cancellationToken)
    {
        Fail(CreatesToFail--, () => CreatesToFail = 0);
        return base.CreateAsync(firstSequence, cancellationToken);
    }

    public override ValueTask DeleteAsync(long firstSequence, CancellationToken cancellationToken)
    {
        Fail(DeletesToFail--, () => DeletesToFail = 0);
        return base.DeleteAsync(firstSequence, cancellationToken);
    }

    protected override ValueTask WriteAsync(ILogExtent extent, long offset, ReadOnlyMemory<byte> source)
    {
        Fail(WritesToFail--, () => WritesToFail = 0);
        return base.WriteAsync(extent, offset, source);
    }

    protected override ValueTask FlushAsync(ILogExtent extent, long firstSequence)
    {
        Fail(FlushesToFail--, () => FlushesToFail = 0);
        return base.FlushAsync(extent, firstSequence);
    }

    private static void Fail(int left, Action settle)
    {
        if (left > 0)
        {
            throw new IOException("The storage fails, as it was told to.");
        }

        settle();
    }
}

/// <summary>Tears a write: stores its first bytes and fails. Can refuse to cut them off again.</summary>
internal sealed class TornStorage(ILogStorage inner) : StorageAround(inner)
{
    /// <summary>How much of the next write is stored before it fails; null lets writes pass.</summary>
    public int? TearAfterBytes { get; set; }

    public bool RefusesTruncation { get; set; }

    protected override async ValueTask WriteAsync(ILogExtent extent, long offset, ReadOnlyMemory<byte> source)
    {
        if (TearAfterBytes is not { } kept)
        {
            await base.WriteAsync(extent, offset, source);
            return;
        }

        TearAfterBytes = null;
        await base.WriteAsync(extent, offset, source[..Math.Min(kept, source.Length)]);
        throw new IOException("The write was torn, as it was told to be.");
    }

    protected override ValueTask TruncateAsync(ILogExtent extent, long lengthBytes) =>
        RefusesTruncation ? throw new IOException("The storage truncates nothing, as it was told.") : base.TruncateAsync(extent, lengthBytes);
}

/// <summary>Notes which extents were flushed and lets a test wait for it.</summary>
internal sealed class FlushNotingStorage(ILogStorage inner) : StorageAround(inner)
{
    private readonly SemaphoreSlim _flushed = new(0);

    public System.Collections.Concurrent.ConcurrentQueue<long> Flushed { get; } = new();

    public Task<bool> NextFlushAsync() => _flushed.WaitAsync(TimeSpan.FromMinutes(2));

    protected override async ValueTask FlushAsync(ILogExtent extent, long firstSequence)
    {
        await base.FlushAsync(extent, firstSequence);
        Flushed.Enqueue(firstSequence);
        _flushed.Release();
    }
}

/// <summary>Lets a write wait until the test says so.</summary>
internal sealed class SlowStorage(ILogStorage inner) : StorageAround(inner)
{
    public Task Gate { get; set; } = Task.CompletedTask;

    protected override async ValueTask WriteAsync(ILogExtent extent, long offset, ReadOnlyMemory<byte> source)
    {
        await Gate;
        await base.WriteAsync(extent, offset, source);
    }
}

/// <summary>Counts what is open.</summary>
internal sealed class OpenCountingStorage(ILogStorage inner) : StorageAround(inner)
{
    private int _open;

    public int Open => Volatile.Read(ref _open);

    public override ValueTask<ILogExtent> CreateAsync(long firstSequence, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _open);
        return base.CreateAsync(firstSequence, cancellationToken);
    }

    public override ValueTask<ILogExtent> OpenAsync(long firstSequence, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _open);
        return base.OpenAsync(firstSequence, cancellationToken);
    }

    protected override void Closed() => Interlocked.Decrement(ref _open);
}

/// <summary>Has room for so many bytes, of which an extent that is deleted but open keeps its own; flushes wait until the test says so.</summary>
internal sealed class SlowlyFlushedStorage(ILogStorage inner) : StorageAround(inner)
{
    public Task Gate { get; set; } = Task.CompletedTask;

    public bool IsFull { get; set; }

    protected override async ValueTask FlushAsync(ILogExtent extent, long firstSequence)
    {
        await Gate;
        await base.FlushAsync(extent, firstSequence);
    }

    protected override ValueTask WriteAsync(ILogExtent extent, long offset, ReadOnlyMemory<byte> source) =>
        IsFull ? throw new LogStorageFullException() : base.WriteAsync(extent, offset, source);

    protected override void Closed() => IsFull = false;
}
