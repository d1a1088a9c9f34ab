using Headwater.Log;

namespace Headwater.Live.Tests.Fragments;

/// <summary>A storage in memory that is full, or slow, when a test says so.</summary>
internal sealed class FullStorage : ILogStorage
{
    private readonly MemoryLogStorage _inner = new();

    /// <summary>Whether writes are refused for want of room.</summary>
    public bool IsFull { get; set; }

    /// <summary>What writes wait for.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public ValueTask<IReadOnlyList<StoredExtent>> ListAsync(CancellationToken cancellationToken) => _inner.ListAsync(cancellationToken);

    public async ValueTask<ILogExtent> CreateAsync(long firstSequence, CancellationToken cancellationToken) => new Extent(this, await _inner.CreateAsync(firstSequence, cancellationToken));

    public async ValueTask<ILogExtent> OpenAsync(long firstSequence, CancellationToken cancellationToken) => new Extent(this, await _inner.OpenAsync(firstSequence, cancellationToken));

    public ValueTask DeleteAsync(long firstSequence, CancellationToken cancellationToken) => _inner.DeleteAsync(firstSequence, cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private sealed class Extent(FullStorage storage, ILogExtent inner) : ILogExtent
    {
        public ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) => inner.ReadAsync(offset, destination, cancellationToken);

        public async ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
        {
            await storage.Ready;
            if (storage.IsFull)
            {
                throw new LogStorageFullException("no room");
            }

            await inner.WriteAsync(offset, source, cancellationToken);
        }

        public ValueTask TruncateAsync(long lengthBytes, CancellationToken cancellationToken) => inner.TruncateAsync(lengthBytes, cancellationToken);

        public ValueTask FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public void Dispose() => inner.Dispose();
    }
}
