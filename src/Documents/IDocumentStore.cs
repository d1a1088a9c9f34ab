namespace Headwater.Documents;

/// <summary>Keeps documents. Callable from anywhere at any time.</summary>
/// <remarks>A store that fails throws <see cref="IOException"/>; then nothing of the commit was written.</remarks>
public interface IDocumentStore : IAsyncDisposable
{
    /// <summary>The document of that name, or null.</summary>
    ValueTask<Document?> FindAsync(DocumentKey key, CancellationToken cancellationToken);

    /// <summary>The documents of a collection in the order of their ids.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="prefix">Only ids that begin so; empty for all.</param>
    /// <param name="after">Only ids behind this one; null from the start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Each document as it stood at some moment after the call; the whole is one moment's picture only when nobody writes.</returns>
    IAsyncEnumerable<Document> ListAsync(string collection, string prefix, string? after, CancellationToken cancellationToken);

    /// <summary>Writes all or nothing; durable when it returns true.</summary>
    /// <returns>False when a version that was expected does not stand; then nothing was written.</returns>
    ValueTask<bool> TryCommitAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken);
}
