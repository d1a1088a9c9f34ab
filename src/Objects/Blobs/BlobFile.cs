using Microsoft.Win32.SafeHandles;

namespace Headwater.Objects.Blobs;

/// <summary>A file being written. Owned by the stream that fills it.</summary>
internal sealed class BlobFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly string _path;

    /// <summary>Opens the file, which a store always creates.</summary>
    public BlobFile(string blob, string path, FileMode mode = FileMode.CreateNew)
    {
        Blob = blob;
        _path = path;
        _file = File.OpenHandle(path, mode, FileAccess.Write, FileShare.Read | FileShare.Delete);
    }

    /// <summary>Its name.</summary>
    public string Blob { get; }

    /// <summary>Bytes written.</summary>
    public long LengthBytes { get; private set; }

    /// <summary>Appends; synchronous, for it nearly always meets the page cache.</summary>
    public void Write(ReadOnlySpan<byte> source)
    {
        RandomAccess.Write(_file, source, LengthBytes);
        LengthBytes += source.Length;
    }

    /// <summary>Makes what was written survive the machine.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_file);

    /// <summary>Removes the file.</summary>
    public void Discard() => File.Delete(_path);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
