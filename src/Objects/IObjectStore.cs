using Headwater.Objects.Listing;

namespace Headwater.Objects;

/// <summary>Buckets and their objects. Callable from anywhere at any time; what was answered survives a crash.</summary>
/// <remarks>A store that fails throws <see cref="IOException"/>.</remarks>
public interface IObjectStore : IObjectSink
{
    /// <summary>The buckets.</summary>
    IBuckets Buckets { get; }

    /// <summary>Objects that arrive in parts.</summary>
    IUploads Uploads { get; }

    /// <summary>A version; asked for by id it may be a delete marker.</summary>
    ValueTask<Answer<ObjectVersion>> FindAsync(ObjectName name, CancellationToken cancellationToken);

    /// <summary>A version's bytes. The caller disposes it; until then they stay, whatever is written or deleted meanwhile.</summary>
    ValueTask<Answer<ObjectContent>> OpenAsync(ObjectName name, CancellationToken cancellationToken);

    /// <summary>Changes what is kept beside a version's bytes. <paramref name="change"/> may run more than once, and keeps key, id and parts.</summary>
    ValueTask<Answer<ObjectVersion>> UpdateAsync(ObjectName name, Func<ObjectVersion, ObjectVersion> change, CancellationToken cancellationToken);

    /// <summary>Without a version id deletes as the bucket's versioning says; with one removes that version for good. What is not there is deleted already.</summary>
    /// <param name="name">What.</param>
    /// <param name="condition">Refused with <see cref="Refusal.ConditionFailed"/> when it is false of the version meant (null: there is none); null for no condition.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<Answer<Deletion>> DeleteAsync(ObjectName name, Func<ObjectVersion?, bool>? condition, CancellationToken cancellationToken);

    /// <summary>A page of current objects, delete markers left out, by the bytes of their keys.</summary>
    ValueTask<Answer<ListPage<ObjectVersion>>> ListAsync(string bucket, ListQuery query, CancellationToken cancellationToken);

    /// <summary>A page of versions and delete markers, by the bytes of their keys, newest first.</summary>
    ValueTask<Answer<ListPage<ListedVersion>>> ListVersionsAsync(string bucket, ListQuery query, CancellationToken cancellationToken);
}
