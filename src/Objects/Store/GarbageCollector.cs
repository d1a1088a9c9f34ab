using Headwater.Objects.Blobs;

namespace Headwater.Objects.Store;

/// <summary>Removes files that documents named once. What is to be removed is written in the commit that unnames it, so that no crash forgets it.</summary>
internal sealed class GarbageCollector(StoreDocuments documents, BlobDirectory blobs)
{
    // Documents of removed files are deleted this many at a time: a commit for each would cost as much as the write that made it.
    private const int Batch = 64;

    private readonly Lock _lock = new();
    private List<string> _removed = [];

    /// <summary>Removes files after the commit that unnamed them.</summary>
    public async ValueTask CollectAsync(IEnumerable<string> unnamed, CancellationToken cancellationToken)
    {
        foreach (var blob in unnamed)
        {
            Remove(blob);
        }

        if (Take(Batch) is { } removed)
        {
            await ForgetAsync(removed, cancellationToken);
        }
    }

    /// <summary>Removes what an earlier life left: files whose documents went, and files that never got one.</summary>
    public async ValueTask SweepAsync(CancellationToken cancellationToken)
    {
        await foreach (var garbage in documents.Garbages.ListAsync(cancellationToken))
        {
            Remove(garbage.Id);
        }

        await ForgetAsync(Take(1) ?? [], cancellationToken);
        await SweepIncomingAsync(cancellationToken);
    }

    private void Remove(string blob)
    {
        if (blobs.Remove(blob))
        {
            lock (_lock)
            {
                _removed.Add(blob);
            }
        }
    }

    private List<string>? Take(int least)
    {
        lock (_lock)
        {
            if (_removed.Count < least)
            {
                return null;
            }

            var removed = _removed;
            _removed = [];
            return removed;
        }
    }

    private async ValueTask ForgetAsync(List<string> removed, CancellationToken cancellationToken)
    {
        foreach (var some in removed.Chunk(1000))
        {
            await documents.Store.TryCommitAsync([.. some.Select(blob => documents.Garbages.Write(blob, null, null))], cancellationToken);
        }
    }

    private async ValueTask SweepIncomingAsync(CancellationToken cancellationToken)
    {
        var unknown = blobs.Incoming().ToHashSet();
        if (unknown.Count == 0)
        {
            return;
        }

        // Rare, so the long way: after a crash, look at every document once for the few files it concerns.
        await foreach (var named in NamedAsync(cancellationToken))
        {
            if (unknown.Remove(named))
            {
                blobs.Keep(named);
            }
        }

        foreach (var blob in unknown)
        {
            blobs.Remove(blob);
        }
    }

    private async IAsyncEnumerable<string> NamedAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var bucket in documents.Buckets.ListAsync(cancellationToken))
        {
            await foreach (var version in documents.Versions(bucket.Value).ListAsync(cancellationToken))
            {
                foreach (var part in version.Value.Parts)
                {
                    yield return part.Blob;
                }
            }

            await foreach (var upload in documents.Uploads(bucket.Value).ListAsync(cancellationToken))
            {
                await foreach (var part in documents.Parts(bucket.Value, upload.Value.UploadId).ListAsync(cancellationToken))
                {
                    yield return part.Value.Blob;
                }
            }
        }
    }
}
