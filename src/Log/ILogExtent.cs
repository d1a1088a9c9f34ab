namespace Headwater.Log;

/// <summary>Port: an open extent, a run of bytes that grows at its end. Reads may run beside each other and beside the one writer.</summary>
/// <remarks>Every failure is an <see cref="IOException"/>; no room is a <see cref="LogStorageFullException"/>. Disposing closes it and deletes nothing.</remarks>
public interface ILogExtent : IDisposable
{
    /// <summary>Reads from <paramref name="offset"/> until <paramref name="destination"/> is full or the extent ends.</summary>
    /// <returns>How many bytes were read: fewer than asked only at the end.</returns>
    ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Writes all of <paramref name="source"/> at <paramref name="offset"/>, which is never past the end. When it returns the bytes survive the end of the process.</summary>
    /// <remarks>On failure any prefix of the bytes may have been written. <paramref name="source"/> is borrowed until the call completes.</remarks>
    ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken);

    /// <summary>Cuts the extent to <paramref name="lengthBytes"/>, which is not more than it has.</summary>
    ValueTask TruncateAsync(long lengthBytes, CancellationToken cancellationToken);

    /// <summary>Returns when everything written before the call survives the loss of power, as far as the storage can promise it.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);
}
