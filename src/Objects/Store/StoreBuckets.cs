using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Headwater.Documents;

namespace Headwater.Objects.Store;

/// <summary>The buckets of a <see cref="FileObjectStore"/>.</summary>
internal sealed class StoreBuckets(StoreDocuments documents, KeyLocks locks, GarbageCollector garbage, TimeProvider time) : IBuckets
{
    /// <inheritdoc/>
    public async ValueTask<Bucket?> FindAsync(string name, CancellationToken cancellationToken) =>
        name.Length > 0 && await documents.Buckets.FindAsync(name, cancellationToken) is { } found ? found.Value : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Bucket> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var bucket in documents.Buckets.ListAsync(cancellationToken, prefix))
        {
            yield return bucket.Value;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<Bucket>> CreateAsync(Bucket bucket, CancellationToken cancellationToken)
    {
        bucket = bucket with { Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), Created = time.GetUtcNow() };
        while (!await documents.Buckets.TryPutAsync(bucket.Name, bucket, 0, cancellationToken))
        {
            if (await FindAsync(bucket.Name, cancellationToken) is { } existing)
            {
                return new Refusal.BucketExists(existing);
            }
        }

        return bucket;
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<Bucket>> UpdateAsync(string name, Func<Bucket, Bucket> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < StoreDocuments.Attempts; attempt++)
        {
            if (await documents.Buckets.FindAsync(name, cancellationToken) is not { } found)
            {
                return new Refusal.NoSuchBucket(name);
            }

            var changed = change(found.Value);
            if (await documents.Buckets.TryPutAsync(name, changed, found.Version, cancellationToken))
            {
                return changed;
            }
        }

        return new Refusal.Conflict();
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<Bucket>> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        // No object may appear between the look and the deletion.
        using var held = await locks.TakeAllAsync(cancellationToken);
        if (await documents.Buckets.FindAsync(name, cancellationToken) is not { } found)
        {
            return new Refusal.NoSuchBucket(name);
        }

        await foreach (var _ in documents.Versions(found.Value).ListAsync(cancellationToken))
        {
            return new Refusal.BucketNotEmpty(name);
        }

        var (writes, blobs) = await UploadsOfAsync(found.Value, cancellationToken);
        writes.Add(documents.Buckets.Write(name, null, found.Version));
        if (!await documents.Store.TryCommitAsync(writes, cancellationToken))
        {
            return new Refusal.Conflict();
        }

        await garbage.CollectAsync(blobs, cancellationToken);
        return found.Value;
    }

    private async ValueTask<(List<DocumentWrite> Writes, List<string> Blobs)> UploadsOfAsync(Bucket bucket, CancellationToken cancellationToken)
    {
        var writes = new List<DocumentWrite>();
        var blobs = new List<string>();
        var uploads = documents.Uploads(bucket);
        await foreach (var upload in uploads.ListAsync(cancellationToken))
        {
            writes.Add(uploads.Write(upload.Id, null, upload.Version));
            var parts = documents.Parts(bucket, upload.Value.UploadId);
            await foreach (var part in parts.ListAsync(cancellationToken))
            {
                writes.Add(parts.Write(part.Id, null, null));
                writes.Add(documents.Discard(part.Value.Blob));
                blobs.Add(part.Value.Blob);
            }
        }

        return (writes, blobs);
    }
}
