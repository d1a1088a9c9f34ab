using System.Collections.Concurrent;
using Headwater.Log.Storage;

namespace Headwater.Log;

/// <summary>A storage in memory, for channels that need not outlive the process and for tests. Disposing keeps what is stored, so that it can be opened again.</summary>
public sealed class MemoryLogStorage : ILogStorage
{
    private readonly ConcurrentDictionary<long, MemoryLogExtent> _extents = new();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredExtent>> ListAsync(CancellationToken cancellationToken) =>
        new([.. _extents.OrderBy(extent => extent.Key).Select(extent => new StoredExtent(extent.Key, extent.Value.LengthBytes))]);

    /// <inheritdoc/>
    public ValueTask<ILogExtent> CreateAsync(long firstSequence, CancellationToken cancellationToken) =>
        new(_extents[firstSequence] = new MemoryLogExtent());

    /// <inheritdoc/>
    public ValueTask<ILogExtent> OpenAsync(long firstSequence, CancellationToken cancellationToken) =>
        _extents.TryGetValue(firstSequence, out var extent)
            ? new(extent)
            : ValueTask.FromException<ILogExtent>(new FileNotFoundException($"There is no extent {firstSequence}."));

    /// <inheritdoc/>
    public ValueTask DeleteAsync(long firstSequence, CancellationToken cancellationToken)
    {
        _extents.TryRemove(firstSequence, out _);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
