using Headwater.Log;
using Microsoft.Win32.SafeHandles;

namespace Headwater.Storage.Files;

/// <summary>An extent as a file.</summary>
/// <remarks>
/// Reads and writes are synchronous on purpose: nearly all of them meet the page cache and end within microseconds, and the
/// system has no other kind for those that do not; the asynchronous calls would only move them to another thread.
/// </remarks>
internal sealed class FileLogExtent : ILogExtent
{
    private readonly SafeFileHandle _file;
    private readonly string _path;

    private FileLogExtent(SafeFileHandle file, string path)
    {
        _file = file;
        _path = path;
    }

    public static FileLogExtent Open(string path, FileMode mode) =>
        new(File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), path);

    public ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var rest = destination.Span;
        try
        {
            while (!rest.IsEmpty && RandomAccess.Read(_file, rest, offset) is > 0 and var count)
            {
                rest = rest[count..];
                offset += count;
            }
        }
        catch (Exception cause) when (FileFault.IsOne(cause))
        {
            throw FileFault.Of(cause, _path);
        }

        return new(destination.Length - rest.Length);
    }

    public ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            RandomAccess.Write(_file, source.Span, offset);
        }
        catch (Exception cause) when (FileFault.IsOne(cause))
        {
            throw FileFault.Of(cause, _path);
        }

        return default;
    }

    public ValueTask TruncateAsync(long lengthBytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            RandomAccess.SetLength(_file, lengthBytes);
        }
        catch (Exception cause) when (FileFault.IsOne(cause))
        {
            throw FileFault.Of(cause, _path);
        }

        return default;
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            RandomAccess.FlushToDisk(_file);
        }
        catch (Exception cause) when (FileFault.IsOne(cause))
        {
            throw FileFault.Of(cause, _path);
        }

        return default;
    }

    public void Dispose() => _file.Dispose();
}
