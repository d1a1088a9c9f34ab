using System.Runtime.CompilerServices;

namespace Headwater.Documents.Sqlite;

/// <summary>Keeps documents in one SQLite file. What was committed survives <c>kill -9</c> and a loss of power.</summary>
public sealed class SqliteDocumentStore : IDocumentStore
{
    private readonly CommitWriter _writer;
    private readonly ReaderPool _readers;

    private SqliteDocumentStore(CommitWriter writer, ReaderPool readers)
    {
        _writer = writer;
        _readers = readers;
    }

    /// <summary>Opens a file, or makes it with the directories it lies in.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="IOException">It belongs to another program, to a newer format, is damaged, or cannot be opened.</exception>
    public static SqliteDocumentStore Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new IOException(cause.Message, cause);
        }

        var file = new DocumentFile(full);
        return new SqliteDocumentStore(new CommitWriter(file.OpenWriter(), full), new ReaderPool(file));
    }

    /// <inheritdoc/>
    public ValueTask<Document?> FindAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_readers.Read(reader => reader.Find(key)));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Document> ListAsync(string collection, string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask;
        var behind = after ?? "";
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = _readers.Read(reader => reader.ReadPage(collection, prefix, behind));
            if (page.Count == 0)
            {
                yield break;
            }

            foreach (var document in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return document;
            }

            behind = page[^1].Key.Id;
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryCommitAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        Commit.Check(writes);
        return _writer.CommitAsync(writes, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _readers.Dispose();
    }
}
