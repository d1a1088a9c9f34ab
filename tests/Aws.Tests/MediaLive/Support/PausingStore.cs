using Headwater.Documents;

namespace Headwater.Aws.Tests.MediaLive.Support;

/// <summary>A store whose commits can be held until another has gone by.</summary>
internal sealed class PausingStore : IDocumentStore
{
    private readonly MemoryDocumentStore _store = new();
    private TaskCompletionSource? _gate;
    private TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the commit waits.</summary>
    public Task Held => _held.Task;

    /// <summary>The next commit waits until the gate is set.</summary>
    public TaskCompletionSource HoldNextCommit()
    {
        _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public ValueTask<Document?> FindAsync(DocumentKey key, CancellationToken cancellationToken) => _store.FindAsync(key, cancellationToken);

    public IAsyncEnumerable<Document> ListAsync(string collection, string prefix, string? after, CancellationToken cancellationToken) => _store.ListAsync(collection, prefix, after, cancellationToken);

    public async ValueTask<bool> TryCommitAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _gate, null) is { } gate)
        {
            _held.SetResult();
            await gate.Task;
        }

        return await _store.TryCommitAsync(writes, cancellationToken);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
