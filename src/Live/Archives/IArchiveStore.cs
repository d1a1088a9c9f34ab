namespace Headwater.Live.Archives;

/// <summary>Port: where archives are written. Callable from anywhere.</summary>
public interface IArchiveStore
{
    /// <summary>Begins an object, which nobody sees before <see cref="IArchiveObject.CompleteAsync"/>; then it takes the place of one of the same key.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store fails, or has no such bucket; the message says which.</exception>
    ValueTask<IArchiveObject> CreateAsync(string bucket, string key, CancellationToken cancellationToken);
}
