using Headwater.Documents;
using Headwater.Objects.Blobs;
using Headwater.Objects.Listing;
using Headwater.Objects.Store;

namespace Headwater.Objects;

/// <summary>An object store on one machine: bytes in files of a directory, everything else in documents.</summary>
/// <remarks>
/// A write is: bytes to a file of a random name, the file made durable, then one commit that names it. The commit is the moment the object
/// exists. One process at a time may use a directory.
/// </remarks>
public sealed class FileObjectStore : IObjectStore, IDisposable
{
    private readonly StoreDocuments _documents;
    private readonly BlobDirectory _blobs;
    private readonly KeyLocks _locks = new();
    private readonly ObjectCommits _commits;
    private readonly GarbageCollector _garbage;

    private FileObjectStore(IDocumentStore documents, BlobDirectory blobs, TimeProvider time)
    {
        _documents = new StoreDocuments(documents);
        _blobs = blobs;
        _garbage = new GarbageCollector(_documents, blobs);
        _commits = new ObjectCommits(_documents, _locks, blobs, _garbage, time);
        Buckets = new StoreBuckets(_documents, _locks, _garbage, time);
        Uploads = new StoreUploads(_documents, _locks, blobs, _garbage, _commits, time);
    }

    /// <inheritdoc/>
    public IBuckets Buckets { get; }

    /// <inheritdoc/>
    public IUploads Uploads { get; }

    /// <summary>Opens a store and removes what a crash left of unfinished writes.</summary>
    /// <param name="directory">Where the bytes are; created when it is not there.</param>
    /// <param name="documents">Everything else; not disposed here. It must be the one the directory was used with before.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<FileObjectStore> OpenAsync(string directory, IDocumentStore documents, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = new FileObjectStore(documents, new BlobDirectory(directory), time);
        await store._garbage.SweepAsync(cancellationToken);
        return store;
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<CommitStream<ObjectVersion>>> CreateAsync(
        string bucket, string key, ObjectDescription description, WriteTerms? terms, CancellationToken cancellationToken)
    {
        if (await BucketFaultAsync(bucket, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (ObjectKey.Fault(key) is { } fault)
        {
            return fault;
        }

        var wanted = terms ?? new WriteTerms();
        return new DigestingStream<ObjectVersion>(_blobs.Create(), wanted, (written, gaveUp) =>
            _commits.PutAsync(bucket, NewVersion(key, description, written), wanted, null, gaveUp));
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<ObjectVersion>> FindAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var found = await LookAsync(name, cancellationToken);
        return found.IsGood ? found.Value.Value : found.Refusal;
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<ObjectContent>> OpenAsync(ObjectName name, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await FindAsync(name, cancellationToken);
            if (!found.IsGood)
            {
                return found.Refusal;
            }

            if (found.Value.IsDeleteMarker)
            {
                return new Refusal.IsMarker(found.Value);
            }

            // Files are removed after the commit that unnames them. If the document still stands when they are pinned, whoever unnames them meets the pin.
            var pin = _blobs.Pin(found.Value.Parts);
            var again = await FindAsync(name, cancellationToken);
            if (again.IsGood && again.Value.Sequence == found.Value.Sequence)
            {
                return new ObjectContent(again.Value, pin);
            }

            pin.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<ObjectVersion>> UpdateAsync(ObjectName name, Func<ObjectVersion, ObjectVersion> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < StoreDocuments.Attempts; attempt++)
        {
            var found = await LookAsync(name, cancellationToken);
            if (!found.IsGood)
            {
                return found.Refusal;
            }

            if (found.Value.Value.IsDeleteMarker)
            {
                return new Refusal.IsMarker(found.Value.Value);
            }

            var changed = change(found.Value.Value);
            var bucket = await Buckets.FindAsync(name.Bucket, cancellationToken);
            if (bucket is not null && await _documents.Versions(bucket).TryPutAsync(found.Value.Id, changed, found.Value.Version, cancellationToken))
            {
                return changed;
            }
        }

        return new Refusal.Conflict();
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<Deletion>> DeleteAsync(ObjectName name, Func<ObjectVersion?, bool>? condition, CancellationToken cancellationToken) =>
        NameFault(name) is { } fault ? fault : await _commits.DeleteAsync(name, condition, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Answer<ListPage<ObjectVersion>>> ListAsync(string bucket, ListQuery query, CancellationToken cancellationToken)
    {
        if (await Buckets.FindAsync(bucket, cancellationToken) is not { } found)
        {
            return new Refusal.NoSuchBucket(bucket);
        }

        var page = new RollUp<ObjectVersion>(_documents.Versions(found), query, version => (version.Key, version.VersionId))
        {
            FirstOfKeyOnly = true,
            IsShown = version => !version.IsDeleteMarker,
        };
        return await page.ReadAsync(query.AfterKey is { } key ? ObjectKey.Encode(key) + ObjectKey.End + ObjectKey.Last : null, false, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<ListPage<ListedVersion>>> ListVersionsAsync(string bucket, ListQuery query, CancellationToken cancellationToken)
    {
        if (await Buckets.FindAsync(bucket, cancellationToken) is not { } found)
        {
            return new Refusal.NoSuchBucket(bucket);
        }

        if (query.AfterId is { } after && !KeyVersions.IsVersionId(after))
        {
            return new Refusal.BadVersionId(after);
        }

        var listed = new List<ListedVersion>();
        var reader = new RollUp<ObjectVersion>(_documents.Versions(found), query, version => (version.Key, version.VersionId))
        {
            OnShown = (version, isFirst) => listed.Add(new ListedVersion(version, isFirst)),
        };
        var start = await StartOfVersionsAsync(found, query, cancellationToken);
        var page = await reader.ReadAsync(start, query.AfterId is not null, cancellationToken);
        return new ListPage<ListedVersion>(listed, page.CommonPrefixes, page.IsTruncated, page.NextKey, page.NextId);
    }

    /// <inheritdoc/>
    public void Dispose() => _locks.Dispose();

    private static ObjectVersion NewVersion(string key, ObjectDescription description, WrittenBlob written) => new()
    {
        Key = key,
        VersionId = "",
        Sequence = 0,
        Modified = default,
        SizeBytes = written.SizeBytes,
        ETag = written.Md5,
        Description = description,
        Parts = [new ObjectPart(1, written.SizeBytes, written.Blob, null)],
        Checksum = written.Checksum,
    };

    private static Refusal? NameFault(ObjectName name) =>
        ObjectKey.Fault(name.Key) ?? (name.VersionId is { } id && !KeyVersions.IsVersionId(id) ? new Refusal.BadVersionId(id) : null);

    private async ValueTask<Refusal?> BucketFaultAsync(string bucket, CancellationToken cancellationToken) =>
        await Buckets.FindAsync(bucket, cancellationToken) is null ? new Refusal.NoSuchBucket(bucket) : null;

    private async ValueTask<Answer<Versioned<ObjectVersion>>> LookAsync(ObjectName name, CancellationToken cancellationToken)
    {
        if (await Buckets.FindAsync(name.Bucket, cancellationToken) is not { } bucket)
        {
            return new Refusal.NoSuchBucket(name.Bucket);
        }

        if (NameFault(name) is { } fault)
        {
            return fault;
        }

        var versions = _documents.Versions(bucket);
        if (name.VersionId is { } id)
        {
            return await KeyVersions.FindAsync(versions, name.Key, id, cancellationToken) is { } version ? version : new Refusal.NoSuchVersion(name.Key, id);
        }

        return await KeyVersions.NewestAsync(versions, name.Key, cancellationToken) switch
        {
            null => new Refusal.NoSuchKey(name.Key, null),
            { Value: { IsDeleteMarker: true } marker } => new Refusal.NoSuchKey(name.Key, marker),
            var newest => newest,
        };
    }

    private async ValueTask<string?> StartOfVersionsAsync(Bucket bucket, ListQuery query, CancellationToken cancellationToken)
    {
        if (query.AfterKey is not { } key)
        {
            return null;
        }

        var behindKey = ObjectKey.Encode(key) + ObjectKey.End + ObjectKey.Last;
        if (query.AfterId is not { } id)
        {
            return behindKey;
        }

        return VersionIds.SequenceOf(id) is { } sequence and > 0
            ? VersionIds.DocumentId(key, sequence)
            : (await KeyVersions.FindAsync(_documents.Versions(bucket), key, id, cancellationToken))?.Id ?? behindKey;
    }
}
