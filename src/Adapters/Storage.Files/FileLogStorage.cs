using System.Globalization;
using Headwater.Log;

namespace Headwater.Storage.Files;

/// <summary>Keeps one log in one directory, a file for each extent.</summary>
/// <remarks>The file <c>lock</c> in it is held with an advisory exclusive lock for as long as the storage is open, so that two processes cannot write one log.</remarks>
public sealed class FileLogStorage : ILogStorage
{
    private const string Suffix = ".extent";
    private const string LockName = "lock";

    private readonly string _directory;
    private readonly FileStream _lock;

    private FileLogStorage(string directory, FileStream held)
    {
        _directory = directory;
        _lock = held;
    }

    /// <summary>Opens the directory of a log and makes it when there is none.</summary>
    /// <param name="directory">Nothing else may put files named <c>*.extent</c> into it.</param>
    /// <exception cref="IOException">Another process, or another log of this one, has it open; or it cannot be made.</exception>
    public static FileLogStorage Open(string directory)
    {
        var path = Path.GetFullPath(directory);
        return FileFault.Named(path, static path =>
        {
            Directory.CreateDirectory(path);
            // Unix: flock, which the system lets go when the process ends, however it ends.
            return new FileLogStorage(path, new FileStream(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
        });
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredExtent>> ListAsync(CancellationToken cancellationToken) => FileFault.Named(_directory, static directory =>
    {
        List<StoredExtent> extents = [];
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles("*" + Suffix))
        {
            if (long.TryParse(file.Name.AsSpan(0, file.Name.Length - Suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var first))
            {
                extents.Add(new(first, file.Length));
            }
        }

        extents.Sort(static (one, other) => one.FirstSequence.CompareTo(other.FirstSequence));
        return new ValueTask<IReadOnlyList<StoredExtent>>(extents);
    });

    /// <inheritdoc/>
    public ValueTask<ILogExtent> CreateAsync(long firstSequence, CancellationToken cancellationToken) => FileFault.Named(PathOf(firstSequence), static path =>
    {
        // An older file of that number may still be read: it is unlinked, not emptied.
        File.Delete(path);
        return new ValueTask<ILogExtent>(FileLogExtent.Open(path, FileMode.CreateNew));
    });

    /// <inheritdoc/>
    public ValueTask<ILogExtent> OpenAsync(long firstSequence, CancellationToken cancellationToken) =>
        FileFault.Named(PathOf(firstSequence), static path => new ValueTask<ILogExtent>(FileLogExtent.Open(path, FileMode.Open)));

    /// <inheritdoc/>
    public ValueTask DeleteAsync(long firstSequence, CancellationToken cancellationToken) => FileFault.Named(PathOf(firstSequence), static path =>
    {
        File.Delete(path);
        return ValueTask.CompletedTask;
    });

    /// <summary>Lets go of the directory.</summary>
    public ValueTask DisposeAsync() => _lock.DisposeAsync();

    private string PathOf(long firstSequence) => Path.Combine(_directory, firstSequence.ToString("D19", CultureInfo.InvariantCulture) + Suffix);
}
