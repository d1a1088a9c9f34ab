namespace Headwater.Log;

/// <summary>Port: where one log keeps its extents. Opened by one process at a time; disposing gives it back and keeps what is stored.</summary>
/// <remarks>Every failure is an <see cref="IOException"/>; no room is a <see cref="LogStorageFullException"/>. One writer calls create and delete, any thread opens.</remarks>
public interface ILogStorage : IAsyncDisposable
{
    /// <summary>Every extent that is stored, in ascending order of its first sequence.</summary>
    ValueTask<IReadOnlyList<StoredExtent>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Makes an empty extent, superseding one of the same number. The caller disposes it.</summary>
    ValueTask<ILogExtent> CreateAsync(long firstSequence, CancellationToken cancellationToken);

    /// <summary>Opens an extent for reading and writing. The caller disposes it; several may be open for the same extent.</summary>
    /// <exception cref="FileNotFoundException">There is no such extent.</exception>
    ValueTask<ILogExtent> OpenAsync(long firstSequence, CancellationToken cancellationToken);

    /// <summary>Removes an extent; without one of that number nothing happens. Whoever has it open may go on reading it.</summary>
    ValueTask DeleteAsync(long firstSequence, CancellationToken cancellationToken);
}
