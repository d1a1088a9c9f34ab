namespace Headwater.Objects;

/// <summary>The buckets of a store.</summary>
public interface IBuckets
{
    /// <summary>The bucket of that name, or null.</summary>
    ValueTask<Bucket?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>All of them by name.</summary>
    IAsyncEnumerable<Bucket> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Adds one; refused with <see cref="Refusal.BucketExists"/>. Its id is assigned here.</summary>
    ValueTask<Answer<Bucket>> CreateAsync(Bucket bucket, CancellationToken cancellationToken);

    /// <summary>Changes one. <paramref name="change"/> may run more than once and keeps name, id and account.</summary>
    ValueTask<Answer<Bucket>> UpdateAsync(string name, Func<Bucket, Bucket> change, CancellationToken cancellationToken);

    /// <summary>Removes an empty one; its unfinished uploads go with it.</summary>
    ValueTask<Answer<Bucket>> DeleteAsync(string name, CancellationToken cancellationToken);
}
