using System.Collections.Concurrent;
using Headwater.Live.Archives;

namespace Headwater.Live.Tests.Archives;

/// <summary>Archives in memory, and the failures that a test asks for.</summary>
internal sealed class MemoryArchiveStore : IArchiveStore
{
    private int _failures;

    /// <summary>Complete objects by key.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    /// <summary>How many objects are in writing.</summary>
    public int Open;

    /// <summary>How many objects were abandoned.</summary>
    public int Abandoned;

    /// <summary>How many completions fail from now on.</summary>
    public int Failures
    {
        set => Volatile.Write(ref _failures, value);
    }

    public ValueTask<IArchiveObject> CreateAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Open);
        return new(new Written(this, $"{bucket}/{key}"));
    }

    private sealed class Written(MemoryArchiveStore store, string key) : IArchiveObject
    {
        private readonly MemoryStream _bytes = new();
        private bool _complete;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            _bytes.Write(bytes.Span);
            return default;
        }

        public ValueTask CompleteAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Decrement(ref store._failures) >= 0)
            {
                throw new IOException("the store is gone");
            }

            store.Objects[key] = _bytes.ToArray();
            _complete = true;
            return default;
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref store.Open);
            if (!_complete)
            {
                Interlocked.Increment(ref store.Abandoned);
            }

            _bytes.Dispose();
            return default;
        }
    }
}
