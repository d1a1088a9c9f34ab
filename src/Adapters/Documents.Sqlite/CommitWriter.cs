using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Headwater.Documents.Sqlite;

/// <summary>The one who writes: a thread that puts whatever waits into one transaction. Owns its connection.</summary>
internal sealed class CommitWriter : IAsyncDisposable
{
    // Bounds how long the first of a group waits for the last, and how much waits at all; callers wait behind that.
    private const int MostCommitsInAGroup = 256;
    private const int MostWaiting = 1024;

    private readonly Channel<PendingCommit> _waiting = Channel.CreateBounded<PendingCommit>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly WriteStatements _statements;
    private readonly Task _loop;

    /// <summary>Begins to write.</summary>
    /// <param name="connection">A connection that may write; owned from now on.</param>
    /// <param name="path">Where the file is, for what is said of it.</param>
    public CommitWriter(SqliteConnection connection, string path)
    {
        _connection = connection;
        _path = path;
        _statements = new WriteStatements(connection);

        // A thread of its own: syncing a disk blocks, and a blocked pool thread would be missed by everybody else.
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Writes all or nothing; durable when it returns true, not written when it is cancelled.</summary>
    public async ValueTask<bool> CommitAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        var commit = new PendingCommit(writes);
        try
        {
            await _waiting.Writer.WriteAsync(commit, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteDocumentStore));
        }

        await using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((PendingCommit)state!).Cancel(token), commit);
        return await commit.Done;
    }

    /// <summary>Writes what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        _statements.Dispose();
        _connection.Dispose();
    }

    private void Run()
    {
        var group = new List<PendingCommit>();
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < MostCommitsInAGroup && _waiting.Reader.TryRead(out var commit))
            {
                if (commit.TryTake())
                {
                    group.Add(commit);
                }
            }

            Write(group);
        }
    }

    private void Write(List<PendingCommit> group)
    {
        bool[] written;
        try
        {
            written = Transact(group);
        }
        catch (Exception cause)
        {
            // Also what should never happen ends here: the callers must hear of it, and the next group deserves its try.
            var fault = cause is SqliteException sqlite ? SqliteFault.Of(_path, sqlite) : cause;
            group.ForEach(commit => commit.Fail(fault));
            return;
        }

        for (var index = 0; index < group.Count; index++)
        {
            group[index].Complete(written[index]);
        }
    }

    /// <summary>Refusals are answered with the rest, for they may rest on a commit of the same group.</summary>
    private bool[] Transact(List<PendingCommit> group)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var first = _statements.ReadLatest(transaction);
        var latest = first;
        var written = new bool[group.Count];
        for (var index = 0; index < group.Count; index++)
        {
            written[index] = _statements.TryWrite(group[index].Writes, latest + 1);
            latest += written[index] ? 1 : 0;
        }

        if (latest > first)
        {
            _statements.WriteLatest(latest);
            transaction.Commit();
        }

        return written;
    }
}
