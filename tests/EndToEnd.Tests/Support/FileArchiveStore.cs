using Headwater.Live.Archives;

namespace Headwater.EndToEnd.Tests.Support;

/// <summary>Archives as files: a folder for each bucket, a file for each key. A file that is not complete lies apart and is removed at the next start.</summary>
internal sealed class FileArchiveStore : IArchiveStore
{
    private readonly string _folder;
    private readonly string _unfinished;
    private long _number;

    /// <summary>A store in that folder, which nothing else writes to.</summary>
    /// <exception cref="IOException">The folder cannot be made or cleared.</exception>
    public FileArchiveStore(string folder)
    {
        _folder = Path.GetFullPath(folder);
        _unfinished = Path.Combine(_folder, ".unfinished");
        if (Directory.Exists(_unfinished))
        {
            Directory.Delete(_unfinished, recursive: true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IArchiveObject> CreateAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        var home = Path.GetFullPath(Path.Combine(_folder, bucket));
        var path = Path.GetFullPath(Path.Combine(home, key));
        if (Path.GetDirectoryName(home) != _folder || bucket.StartsWith('.') || !path.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new IOException($"'{bucket}/{key}' names no place in {_folder}");
        }

        try
        {
            Directory.CreateDirectory(_unfinished);
            var unfinished = Path.Combine(_unfinished, $"{Interlocked.Increment(ref _number)}");
            return new(new Unfinished(new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0), path));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    private sealed class Unfinished(FileStream file, string path) : IArchiveObject
    {
        private bool _complete;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => file.WriteAsync(bytes, cancellationToken);

        public async ValueTask CompleteAsync(CancellationToken cancellationToken)
        {
            try
            {
                file.Flush(flushToDisk: true);
                await file.DisposeAsync();
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Move(file.Name, path, overwrite: true);
                _complete = true;
            }
            catch (UnauthorizedAccessException fault)
            {
                throw new IOException(fault.Message, fault);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await file.DisposeAsync();
            if (!_complete)
            {
                File.Delete(file.Name);
            }
        }
    }
}
