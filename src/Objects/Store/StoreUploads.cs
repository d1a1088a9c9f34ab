using System.Security.Cryptography;
using Headwater.Objects.Blobs;
using Headwater.Objects.Listing;

namespace Headwater.Objects.Store;

/// <summary>The unfinished uploads of a <see cref="FileObjectStore"/>. Parts are files; completing an upload only names them.</summary>
internal sealed class StoreUploads(
    StoreDocuments documents, KeyLocks locks, BlobDirectory blobs, GarbageCollector garbage, ObjectCommits commits, TimeProvider time) : IUploads
{
    /// <inheritdoc/>
    public async ValueTask<Answer<Upload>> CreateAsync(string bucket, Upload upload, CancellationToken cancellationToken)
    {
        if (ObjectKey.Fault(upload.Key) is { } fault)
        {
            return fault;
        }

        using var held = await locks.TakeAsync(bucket, upload.Key, cancellationToken);
        if (await documents.Buckets.FindAsync(bucket, cancellationToken) is not { Value: var found })
        {
            return new Refusal.NoSuchBucket(bucket);
        }

        var now = time.GetUtcNow();
        upload = upload with { Initiated = now, UploadId = now.UtcTicks.ToString("x16") + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) };
        return await documents.Uploads(found).TryPutAsync(IdOf(upload), upload, 0, cancellationToken) ? upload : new Refusal.Conflict();
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<Upload>> FindAsync(UploadName name, CancellationToken cancellationToken)
    {
        var found = await LookAsync(name, cancellationToken);
        return found.IsGood ? found.Value.Upload : found.Refusal;
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<CommitStream<UploadPart>>> CreatePartAsync(UploadName name, int number, WriteTerms terms, CancellationToken cancellationToken)
    {
        var found = await LookAsync(name, cancellationToken);
        if (!found.IsGood)
        {
            return found.Refusal;
        }

        return new DigestingStream<UploadPart>(blobs.Create(), terms, (written, gaveUp) =>
            PutPartAsync(name, new UploadPart(number, written.SizeBytes, written.Md5, written.Blob, written.Checksum, time.GetUtcNow()), gaveUp));
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<ObjectVersion>> CompleteAsync(UploadName name, UploadCompletion completion, CancellationToken cancellationToken)
    {
        var found = await LookAsync(name, cancellationToken);
        if (!found.IsGood)
        {
            return await CompletedBeforeAsync(name, completion, found.Refusal, cancellationToken);
        }

        var (bucket, upload, _) = found.Value;
        var uploaded = await PartsAsync(bucket, name, cancellationToken);
        var whole = UploadAssembly.Assemble(upload, uploaded, completion);
        if (!whole.IsGood)
        {
            return whole.Refusal;
        }

        return await commits.PutAsync(name.Bucket, whole.Value, completion.Terms, (_, change) => CloseAsync(name, uploaded, whole.Value, change, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<Upload>> AbortAsync(UploadName name, CancellationToken cancellationToken)
    {
        using var held = await locks.TakeAsync(name.Bucket, name.Key, cancellationToken);
        var found = await LookAsync(name, cancellationToken);
        if (!found.IsGood)
        {
            return found.Refusal;
        }

        var change = new VersionChange(documents, found.Value.Bucket);
        var parts = await PartsAsync(found.Value.Bucket, name, cancellationToken);
        RemoveUpload(found.Value, parts, change);
        foreach (var part in parts)
        {
            change.Discard(part.Blob);
        }

        return await change.TryCommitAsync(garbage, cancellationToken) ? found.Value.Upload : new Refusal.NoSuchUpload(name.UploadId);
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<ListPage<Upload>>> ListAsync(string bucket, ListQuery query, CancellationToken cancellationToken)
    {
        if (await documents.Buckets.FindAsync(bucket, cancellationToken) is not { Value: var found })
        {
            return new Refusal.NoSuchBucket(bucket);
        }

        var start = query.AfterKey is { } key ? ObjectKey.Encode(key) + ObjectKey.End + (query.AfterId ?? ObjectKey.Last.ToString()) : null;
        return await new RollUp<Upload>(documents.Uploads(found), query, upload => (upload.Key, upload.UploadId)).ReadAsync(start, query.AfterId is not null, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<IReadOnlyList<UploadPart>>> ListPartsAsync(UploadName name, int afterNumber, int limit, CancellationToken cancellationToken)
    {
        var found = await LookAsync(name, cancellationToken);
        if (!found.IsGood)
        {
            return found.Refusal;
        }

        var parts = new List<UploadPart>();
        if (limit > 0)
        {
            await foreach (var part in documents.Parts(found.Value.Bucket, name.UploadId).ListAsync(cancellationToken, "", StoreDocuments.PartId(afterNumber)))
            {
                parts.Add(part.Value);
                if (parts.Count == limit)
                {
                    break;
                }
            }
        }

        return parts;
    }

    private static string IdOf(Upload upload) => StoreDocuments.UploadDocumentId(upload.Key, upload.UploadId);

    private async ValueTask<Answer<Found>> LookAsync(UploadName name, CancellationToken cancellationToken)
    {
        if (await documents.Buckets.FindAsync(name.Bucket, cancellationToken) is not { Value: var bucket })
        {
            return new Refusal.NoSuchBucket(name.Bucket);
        }

        return name.UploadId.Length > 0 && await documents.Uploads(bucket).FindAsync(StoreDocuments.UploadDocumentId(name.Key, name.UploadId), cancellationToken) is { } upload
            ? new Found(bucket, upload.Value, upload.Version)
            : new Refusal.NoSuchUpload(name.UploadId);
    }

    private async ValueTask<Answer<UploadPart>> PutPartAsync(UploadName name, UploadPart part, CancellationToken cancellationToken)
    {
        using var held = await locks.TakeAsync(name.Bucket, name.Key, cancellationToken);
        var found = await LookAsync(name, cancellationToken);
        if (!found.IsGood)
        {
            return found.Refusal;
        }

        var parts = documents.Parts(found.Value.Bucket, name.UploadId);
        var id = StoreDocuments.PartId(part.Number);
        var change = new VersionChange(documents, found.Value.Bucket);
        var replaced = await parts.FindAsync(id, cancellationToken);
        change.Writes.Add(parts.Write(id, part, replaced?.Version ?? 0));
        if (replaced is not null)
        {
            change.Discard(replaced.Value.Blob);
        }

        if (!await change.TryCommitAsync(garbage, cancellationToken))
        {
            return new Refusal.Conflict();
        }

        blobs.Keep(part.Blob);
        return part;
    }

    private async ValueTask<List<UploadPart>> PartsAsync(Bucket bucket, UploadName name, CancellationToken cancellationToken)
    {
        var parts = new List<UploadPart>();
        await foreach (var part in documents.Parts(bucket, name.UploadId).ListAsync(cancellationToken))
        {
            parts.Add(part.Value);
        }

        return parts;
    }

    // Under the key's lock: the parts must still be those the object was made of.
    private async ValueTask<Refusal?> CloseAsync(UploadName name, List<UploadPart> uploaded, ObjectVersion whole, VersionChange change, CancellationToken cancellationToken)
    {
        var found = await LookAsync(name, cancellationToken);
        if (!found.IsGood)
        {
            return found.Refusal;
        }

        var now = await PartsAsync(found.Value.Bucket, name, cancellationToken);
        if (!now.Select(part => part.Blob).SequenceEqual(uploaded.Select(part => part.Blob)))
        {
            return new Refusal.Conflict();
        }

        RemoveUpload(found.Value, uploaded, change);
        var used = whole.Parts.Select(part => part.Blob).ToHashSet();
        foreach (var part in uploaded.Where(part => !used.Contains(part.Blob)))
        {
            change.Discard(part.Blob);
        }

        return null;
    }

    private void RemoveUpload(Found found, List<UploadPart> parts, VersionChange change)
    {
        change.Writes.Add(documents.Uploads(found.Bucket).Write(IdOf(found.Upload), null, found.Version));
        var set = documents.Parts(found.Bucket, found.Upload.UploadId);
        change.Writes.AddRange(parts.Select(part => set.Write(StoreDocuments.PartId(part.Number), null, null)));
    }

    // A caller that missed the answer asks again, and is told the same.
    private async ValueTask<Answer<ObjectVersion>> CompletedBeforeAsync(UploadName name, UploadCompletion completion, Refusal refusal, CancellationToken cancellationToken)
    {
        if (refusal is not Refusal.NoSuchUpload || await documents.Buckets.FindAsync(name.Bucket, cancellationToken) is not { Value: var bucket })
        {
            return refusal;
        }

        var newest = await KeyVersions.NewestAsync(documents.Versions(bucket), name.Key, cancellationToken);
        return newest?.Value is { } version && version.UploadId == name.UploadId && version.Parts.Select(part => part.Number).SequenceEqual(completion.Parts.Select(part => part.Number))
            ? version
            : refusal;
    }

    private sealed record Found(Bucket Bucket, Upload Upload, long Version);
}
