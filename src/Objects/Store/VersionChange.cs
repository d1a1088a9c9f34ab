using Headwater.Documents;

namespace Headwater.Objects.Store;

/// <summary>The writes of one commit on a key's versions, and the files that nothing names after it.</summary>
internal sealed class VersionChange(StoreDocuments documents, Bucket bucket)
{
    private readonly DocumentSet<ObjectVersion> _versions = documents.Versions(bucket);

    /// <summary>The writes.</summary>
    public List<DocumentWrite> Writes { get; } = [];

    /// <summary>The files.</summary>
    public List<string> Unnamed { get; } = [];

    /// <summary>Adds a version.</summary>
    public void Add(ObjectVersion version) =>
        Writes.Add(_versions.Write(VersionIds.DocumentId(version.Key, version.Sequence), version, 0));

    /// <summary>Removes a version and its files.</summary>
    public void Remove(Versioned<ObjectVersion> version)
    {
        Writes.Add(_versions.Write(version.Id, null, version.Version));
        foreach (var part in version.Value.Parts)
        {
            Discard(part.Blob);
        }
    }

    /// <summary>Removes a file.</summary>
    public void Discard(string blob)
    {
        Writes.Add(documents.Discard(blob));
        Unnamed.Add(blob);
    }

    /// <summary>Commits, then removes the files; false when others were quicker.</summary>
    public async ValueTask<bool> TryCommitAsync(GarbageCollector garbage, CancellationToken cancellationToken)
    {
        if (!await documents.Store.TryCommitAsync(Writes, cancellationToken))
        {
            return false;
        }

        // What is committed is done, whoever has given up meanwhile.
        await garbage.CollectAsync(Unnamed, CancellationToken.None);
        return true;
    }
}
