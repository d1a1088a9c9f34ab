using Headwater.Documents;

namespace Headwater.Aws.Services;

/// <summary>Changes of documents that other callers change too.</summary>
internal static class DocumentChange
{
    extension<T>(DocumentSet<T> set)
        where T : class
    {
        /// <summary>Replaces a value by what <paramref name="change"/> makes of it; again when another writer came between.</summary>
        /// <param name="id">Which.</param>
        /// <param name="change">The new value; the same object when nothing changes. May refuse by throwing. Called once or more.</param>
        /// <param name="cancellationToken">Gives up.</param>
        /// <returns>What stands now, or null when there is no such value.</returns>
        public async ValueTask<T?> ChangeAsync(string id, Func<T, T> change, CancellationToken cancellationToken)
        {
            while (await set.FindAsync(id, cancellationToken) is { } found)
            {
                var changed = change(found.Value);
                if (ReferenceEquals(changed, found.Value) || await set.TryPutAsync(id, changed, found.Version, cancellationToken))
                {
                    return changed;
                }
            }

            return null;
        }

        /// <summary>The values of a region in the order of their names.</summary>
        public IAsyncEnumerable<Versioned<T>> InRegion(string region, string? after, CancellationToken cancellationToken) =>
            set.ListAsync(cancellationToken, region + "/", after);
    }
}
