using Headwater.Documents;
using Headwater.Objects.Blobs;

namespace Headwater.Objects.Store;

/// <summary>Makes versions appear and go: what every write, completion and deletion ends with.</summary>
internal sealed class ObjectCommits(StoreDocuments documents, KeyLocks locks, BlobDirectory blobs, GarbageCollector garbage, TimeProvider time)
{
    /// <summary>Makes an object appear.</summary>
    /// <param name="bucketName">Where.</param>
    /// <param name="written">The object; its id, sequence and time are assigned here.</param>
    /// <param name="terms">Conditions on the current object.</param>
    /// <param name="extend">Adds writes to the commit, or refuses; called under the key's lock. Null for none.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async ValueTask<Answer<ObjectVersion>> PutAsync(
        string bucketName, ObjectVersion written, WriteTerms terms, Func<Bucket, VersionChange, ValueTask<Refusal?>>? extend, CancellationToken cancellationToken)
    {
        using var held = await locks.TakeAsync(bucketName, written.Key, cancellationToken);
        for (var attempt = 0; attempt < StoreDocuments.Attempts; attempt++)
        {
            if (await documents.Buckets.FindAsync(bucketName, cancellationToken) is not { Value: var bucket })
            {
                return new Refusal.NoSuchBucket(bucketName);
            }

            var newest = await KeyVersions.NewestAsync(documents.Versions(bucket), written.Key, cancellationToken);
            if (ConditionFault(terms, newest?.Value, written.Key) is { } refusal)
            {
                return refusal;
            }

            var change = new VersionChange(documents, bucket);
            var version = await AddAsync(change, bucket, written, newest, cancellationToken);
            if (extend is not null && await extend(bucket, change) is { } reason)
            {
                return reason;
            }

            if (await change.TryCommitAsync(garbage, cancellationToken))
            {
                Keep(version);
                return version;
            }
        }

        return new Refusal.Conflict();
    }

    /// <summary>Deletes an object or a version.</summary>
    public async ValueTask<Answer<Deletion>> DeleteAsync(ObjectName name, Func<ObjectVersion?, bool>? condition, CancellationToken cancellationToken)
    {
        using var held = await locks.TakeAsync(name.Bucket, name.Key, cancellationToken);
        for (var attempt = 0; attempt < StoreDocuments.Attempts; attempt++)
        {
            if (await documents.Buckets.FindAsync(name.Bucket, cancellationToken) is not { Value: var bucket })
            {
                return new Refusal.NoSuchBucket(name.Bucket);
            }

            var change = new VersionChange(documents, bucket);
            var meant = await MeantAsync(bucket, name, cancellationToken);
            if (condition is not null && !condition(meant?.Value))
            {
                return new Refusal.ConditionFailed("If-Match");
            }

            var deletion = name.VersionId is null
                ? await DeleteCurrentAsync(change, bucket, name.Key, meant, cancellationToken)
                : DeleteVersion(change, name.VersionId, meant);
            if (change.Writes.Count == 0 || await change.TryCommitAsync(garbage, cancellationToken))
            {
                return deletion;
            }
        }

        return new Refusal.Conflict();
    }

    private static Refusal? ConditionFault(WriteTerms terms, ObjectVersion? newest, string key)
    {
        var current = newest is { IsDeleteMarker: false } ? newest : null;
        if (terms.IfMatch is { } wanted && current is null)
        {
            return new Refusal.NoSuchKey(key, newest);
        }
        else if (terms.IfMatch is { } match && match != "*" && match != current!.ETag)
        {
            return new Refusal.ConditionFailed("If-Match");
        }

        return terms.IfNoneMatch is { } none && current is not null && (none == "*" || none == current.ETag) ? new Refusal.ConditionFailed("If-None-Match") : null;
    }

    private static Deletion DeleteVersion(VersionChange change, string versionId, Versioned<ObjectVersion>? meant)
    {
        if (meant is not null)
        {
            change.Remove(meant);
        }

        return new Deletion(versionId, meant?.Value.IsDeleteMarker == true);
    }

    private async ValueTask<Deletion> DeleteCurrentAsync(
        VersionChange change, Bucket bucket, string key, Versioned<ObjectVersion>? newest, CancellationToken cancellationToken)
    {
        if (bucket.Versioning == BucketVersioning.Off)
        {
            if (newest is not null)
            {
                change.Remove(newest);
            }

            return new Deletion(null, false);
        }

        var marker = new ObjectVersion { Key = key, VersionId = "", Sequence = 0, Modified = default, IsDeleteMarker = true };
        marker = await AddAsync(change, bucket, marker, newest, cancellationToken);
        return new Deletion(marker.VersionId, true);
    }

    private async ValueTask<ObjectVersion> AddAsync(
        VersionChange change, Bucket bucket, ObjectVersion written, Versioned<ObjectVersion>? newest, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var sequence = Math.Max(now.UtcTicks, (newest?.Value.Sequence ?? 0) + 1);
        var isKept = bucket.Versioning == BucketVersioning.Enabled;
        var version = written with { Sequence = sequence, Modified = now, VersionId = isKept ? VersionIds.Create(sequence) : ObjectVersion.NullId };
        if (!isKept && newest is not null)
        {
            var replaced = newest.Value.IsNull ? newest : await KeyVersions.FindAsync(documents.Versions(bucket), written.Key, ObjectVersion.NullId, cancellationToken);
            if (replaced is not null)
            {
                change.Remove(replaced);
            }
        }

        change.Add(version);
        return version;
    }

    private ValueTask<Versioned<ObjectVersion>?> MeantAsync(Bucket bucket, ObjectName name, CancellationToken cancellationToken) =>
        name.VersionId is { } id
            ? KeyVersions.FindAsync(documents.Versions(bucket), name.Key, id, cancellationToken)
            : KeyVersions.NewestAsync(documents.Versions(bucket), name.Key, cancellationToken);

    private void Keep(ObjectVersion version)
    {
        foreach (var part in version.Parts)
        {
            blobs.Keep(part.Blob);
        }
    }
}
