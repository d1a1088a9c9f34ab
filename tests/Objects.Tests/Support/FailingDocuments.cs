using Headwater.Documents;

namespace Headwater.Objects.Tests.Support;

/// <summary>Documents whose commits fail when they are told to: before anything was written, or after all of it was but nobody heard.</summary>
internal sealed class FailingDocuments(IDocumentStore inner) : IDocumentStore
{
    public enum Failure
    {
        None,
        BeforeCommit,
        AfterCommit,
    }

    public Failure Next { get; set; }

    public ValueTask<Document?> FindAsync(DocumentKey key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

    public IAsyncEnumerable<Document> ListAsync(string collection, string prefix, string? after, CancellationToken cancellationToken) =>
        inner.ListAsync(collection, prefix, after, cancellationToken);

    public async ValueTask<bool> TryCommitAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        var failure = Next;
        Next = Failure.None;
        if (failure == Failure.BeforeCommit)
        {
            throw new IOException("The disk is gone.");
        }

        var done = await inner.TryCommitAsync(writes, cancellationToken);
        return failure == Failure.AfterCommit ? throw new IOException("The disk is gone.") : done;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
