namespace Headwater.Objects.Blobs;

/// <summary>Keeps the files of a version while they are read.</summary>
internal sealed class BlobPin(BlobDirectory directory, IReadOnlyList<ObjectPart> parts) : IDisposable
{
    private bool _released;

    /// <summary>Opens one of them.</summary>
    public Microsoft.Win32.SafeHandles.SafeFileHandle Open(string blob) => directory.Open(blob);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _released, true))
        {
            directory.Release(parts);
        }
    }
}
