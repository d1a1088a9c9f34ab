namespace Headwater.Live.Archives;

/// <summary>Port: an object being written, by one caller at a time. Disposed without being completed it is abandoned and leaves nothing.</summary>
/// <remarks>Every failure is an <see cref="IOException"/>; after one the object can only be disposed.</remarks>
public interface IArchiveObject : IAsyncDisposable
{
    /// <summary>Appends bytes, which are borrowed until the call completes.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Makes the object appear, whole and durable.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}
