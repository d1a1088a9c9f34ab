using System.Runtime.CompilerServices;

namespace Headwater.Documents;

/// <summary>Keeps documents as long as the process lives; for tests and for platforms that keep nothing.</summary>
public sealed class MemoryDocumentStore : IDocumentStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedDictionary<string, Document>> _collections = new(StringComparer.Ordinal);

    // The number of the newest commit is the version of what it wrote: it grows across deletion, so that a writer who saw the
    // old document is not taken for one who saw the new, and nothing is kept of what was deleted.
    private long _latest;

    /// <inheritdoc/>
    public ValueTask<Document?> FindAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(Find(key));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Document> ListAsync(string collection, string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask;
        List<Document> found;
        lock (_lock)
        {
            found = _collections.TryGetValue(collection, out var documents)
                ? [.. documents.Values.Where(document => document.Key.Id.StartsWith(prefix, StringComparison.Ordinal) && (after is null || string.CompareOrdinal(document.Key.Id, after) > 0))]
                : [];
        }

        foreach (var document in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return document;
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryCommitAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Commit.Check(writes);
        lock (_lock)
        {
            if (writes.Any(write => write.ExpectedVersion is { } expected && (Find(write.Key)?.Version ?? 0) != expected))
            {
                return new(false);
            }

            _latest++;
            foreach (var write in writes)
            {
                Write(write);
            }

            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Document? Find(DocumentKey key) =>
        _collections.TryGetValue(key.Collection, out var documents) ? documents.GetValueOrDefault(key.Id) : null;

    private void Write(DocumentWrite write)
    {
        if (!_collections.TryGetValue(write.Key.Collection, out var documents))
        {
            _collections.Add(write.Key.Collection, documents = new(StringComparer.Ordinal));
        }

        if (write.Content is { } content)
        {
            documents[write.Key.Id] = new Document(write.Key, _latest, content.ToArray());
        }
        else
        {
            documents.Remove(write.Key.Id);
        }
    }
}
