using Headwater.Documents;

namespace Headwater.Objects.Store;

/// <summary>Looks for the versions of one key.</summary>
internal static class KeyVersions
{
    /// <summary>The newest, which may be a delete marker; null when there is none.</summary>
    public static async ValueTask<Versioned<ObjectVersion>?> NewestAsync(DocumentSet<ObjectVersion> versions, string key, CancellationToken cancellationToken)
    {
        await foreach (var version in versions.ListAsync(cancellationToken, ObjectKey.Encode(key) + ObjectKey.End))
        {
            return version;
        }

        return null;
    }

    /// <summary>The one of that id; null when there is none.</summary>
    public static async ValueTask<Versioned<ObjectVersion>?> FindAsync(DocumentSet<ObjectVersion> versions, string key, string versionId, CancellationToken cancellationToken)
    {
        if (VersionIds.SequenceOf(versionId) is { } sequence)
        {
            return sequence > 0 && await versions.FindAsync(VersionIds.DocumentId(key, sequence), cancellationToken) is { } found && found.Value.VersionId == versionId ? found : null;
        }

        // The null version has no sequence in its name; a bucket that never kept versions has no other.
        await foreach (var version in versions.ListAsync(cancellationToken, ObjectKey.Encode(key) + ObjectKey.End))
        {
            if (version.Value.IsNull)
            {
                return version;
            }
        }

        return null;
    }

    /// <summary>Whether the text can be a version id.</summary>
    public static bool IsVersionId(string versionId) => versionId == ObjectVersion.NullId || VersionIds.SequenceOf(versionId) is not null;
}
