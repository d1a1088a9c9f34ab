using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Headwater.Documents.Sqlite;

/// <summary>Readers that wait to be used again.</summary>
internal sealed class ReaderPool(DocumentFile file) : IDisposable
{
    // As many as may read at once on a large machine; more are opened when needed and closed after use.
    private const int MostIdle = 16;

    private readonly ConcurrentBag<DocumentReader> _idle = [];
    private volatile bool _disposed;

    /// <summary>Reads with a reader of its own.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public T Read<T>(Func<DocumentReader, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteDocumentStore));
        DocumentReader? reader = null;
        try
        {
            reader = _idle.TryTake(out var idle) ? idle : new DocumentReader(file.OpenReader());
            var value = read(reader);
            GiveBack(reader);
            return value;
        }
        catch (SqliteException cause)
        {
            // What failed once may be in any state: it is not used again.
            reader?.Dispose();
            throw SqliteFault.Of(file.Path, cause);
        }
    }

    /// <summary>Closes those that wait; one that reads now is closed when it has.</summary>
    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private void GiveBack(DocumentReader reader)
    {
        if (_disposed || _idle.Count >= MostIdle)
        {
            reader.Dispose();
            return;
        }

        _idle.Add(reader);
        if (_disposed)
        {
            Dispose();
        }
    }
}
