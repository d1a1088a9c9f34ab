namespace Headwater.Aws.Services;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="NextToken">Where the next page begins, or null when this is the last.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken)
{
    /// <summary>Takes a page of items that come in the order of their ids, beginning behind the last page.</summary>
    /// <param name="items">What is to come, without end or not.</param>
    /// <param name="most">Most items of the page; 1 or more.</param>
    /// <param name="id">An item's id, as the token shall name it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<Page<T>> TakeAsync(IAsyncEnumerable<T> items, int most, Func<T, string> id, CancellationToken cancellationToken)
    {
        var taken = new List<T>();
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            if (taken.Count == most)
            {
                return new(taken, PageToken.Write(id(taken[^1])));
            }

            taken.Add(item);
        }

        return new(taken, null);
    }
}
