using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>The operations of tags.</summary>
internal sealed class TagOperations(PackageDocuments documents)
{
    public void Map(OperationMap operations)
    {
        operations.Map<TagRequest, Nothing>("TagResource", TagAsync, (request, _) => new Permission("mediapackage:TagResource", request.ResourceArn));
        operations.Map<TagRequest, Nothing>("UntagResource", UntagAsync, (request, _) => new Permission("mediapackage:UntagResource", request.ResourceArn));
        operations.Map<TagRequest, TagsAnswer>("ListTagsForResource", ListAsync, (request, _) => new Permission("mediapackage:ListTagsForResource", request.ResourceArn));
    }

    private async ValueTask<Nothing> TagAsync(TagRequest request, CallContext context)
    {
        await ChangeAsync(request.ResourceArn, context, tags => tags.Concat(request.Tags ?? []).GroupBy(tag => tag.Key, StringComparer.Ordinal).ToDictionary(tag => tag.Key, tag => tag.Last().Value, StringComparer.Ordinal));
        return Nothing.Value;
    }

    private async ValueTask<Nothing> UntagAsync(TagRequest request, CallContext context)
    {
        await ChangeAsync(request.ResourceArn, context, tags => tags.Where(tag => request.TagKeys?.Contains(tag.Key) != true).ToDictionary(StringComparer.Ordinal));
        return Nothing.Value;
    }

    private async ValueTask<TagsAnswer> ListAsync(TagRequest request, CallContext context) =>
        new() { Tags = await ChangeAsync(request.ResourceArn, context, tags => tags) };

    /// <summary>Changes the tags of what an ARN names, and tells what stands.</summary>
    private async ValueTask<IReadOnlyDictionary<string, string>> ChangeAsync(string arn, CallContext context, Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> change)
    {
        if (await FindAsync(documents.Channels, arn, context, "channels", channel => channel.Hash) is { } channel
            && await documents.Channels.ChangeAsync(channel, value => change(value.Tags) is var tags && ReferenceEquals(tags, value.Tags) ? value : value with { Tags = tags }, context.CancellationToken) is { } tagged)
        {
            return tagged.Tags;
        }

        if (await FindAsync(documents.Endpoints, arn, context, "origin_endpoints", endpoint => endpoint.Hash) is { } endpoint
            && await documents.Endpoints.ChangeAsync(endpoint, value => change(value.Tags) is var tags && ReferenceEquals(tags, value.Tags) ? value : value with { Tags = tags }, context.CancellationToken) is { } taggedToo)
        {
            return taggedToo.Tags;
        }

        throw Refused.NotFound("Resource", arn);
    }

    private static async ValueTask<string?> FindAsync<T>(DocumentSet<T> set, string arn, CallContext context, string kind, Func<T, string> hash)
        where T : class =>
        (await set.InRegion(context.Region, null, context.CancellationToken).FirstOrDefaultAsync(found => context.Arn("mediapackage", $"{kind}/{hash(found.Value)}") == arn, context.CancellationToken))?.Id;
}
