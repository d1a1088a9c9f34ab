using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>A request for a page of a list.</summary>
internal sealed record ListV2Request
{
    private const int DefaultPage = 100;

    public string? ChannelGroupName { get; init; }

    public string? ChannelName { get; init; }

    /// <summary>Most items; 1 to 100.</summary>
    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }

    /// <summary>A page of the values whose ids begin with a prefix.</summary>
    public async ValueTask<ItemsAnswer<TItem>> PageAsync<T, TItem>(DocumentSet<T> set, string prefix, Func<T, TItem> item, CancellationToken cancellationToken)
        where T : class
    {
        if (!PageToken.TryRead(NextToken, out var after))
        {
            throw RefusedV2.Invalid("INVALID_PAGINATION_TOKEN", "NextToken is invalid");
        }

        var page = await Page<Versioned<T>>.TakeAsync(set.ListAsync(cancellationToken, prefix, after), MaxResults ?? DefaultPage, found => found.Id, cancellationToken);
        return new() { Items = [.. page.Items.Select(found => item(found.Value))], NextToken = page.NextToken };
    }
}
