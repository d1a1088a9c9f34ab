namespace Headwater.Documents.Sqlite;

/// <summary>A commit on its way to the writer. Either the writer takes it or its caller takes it back, never both.</summary>
internal sealed class PendingCommit(IReadOnlyList<DocumentWrite> writes)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;

    /// <summary>What is to be written.</summary>
    public IReadOnlyList<DocumentWrite> Writes => writes;

    /// <summary>What became of it.</summary>
    public Task<bool> Done => _done.Task;

    /// <summary>Takes it; false when it was taken before.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Takes it back, unless the writer has it already.</summary>
    public void Cancel(CancellationToken cancellationToken)
    {
        if (TryTake())
        {
            _done.TrySetCanceled(cancellationToken);
        }
    }

    /// <summary>Answers: written, or refused because a version does not stand.</summary>
    public void Complete(bool written) => _done.TrySetResult(written);

    /// <summary>Answers that nothing was written because the store failed.</summary>
    public void Fail(Exception cause) => _done.TrySetException(cause);
}
