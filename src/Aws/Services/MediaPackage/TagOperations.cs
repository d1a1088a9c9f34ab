using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>The operations of tags.</summary>
internal sealed class TagOperations(PackageDocuments documents)
{
    private delegate IReadOnlyDictionary<string, string> Change(IReadOnlyDictionary<string, string> tags);

    public void Map(OperationMap operations)
    {
        operations.Map<TagRequest, Nothing>("TagResource", TagAsync, (request, _) => new Permission("mediapackage:TagResource", request.ResourceArn));
        operations.Map<TagRequest, Nothing>("UntagResource", UntagAsync, (request, _) => new Permission("mediapackage:UntagResource", request.ResourceArn));
        operations.Map<TagRequest, TagsAnswer>("ListTagsForResource", ListAsync, (request, _) => new Permission("mediapackage:ListTagsForResource", request.ResourceArn));
    }

    private async ValueTask<Nothing> TagAsync(TagRequest request, CallContext context)
    {
        await ChangeAsync(request.ResourceArn, context, tags => TagSet.With(tags, request.Tags));
        return Nothing.Value;
    }

    private async ValueTask<Nothing> UntagAsync(TagRequest request, CallContext context)
    {
        await ChangeAsync(request.ResourceArn, context, tags => TagSet.Without(tags, request.TagKeys));
        return Nothing.Value;
    }

    private async ValueTask<TagsAnswer> ListAsync(TagRequest request, CallContext context) => new() { Tags = await ChangeAsync(request.ResourceArn, context, tags => tags) };

    /// <summary>Changes the tags of what an ARN names, and tells what stands.</summary>
    private async ValueTask<IReadOnlyDictionary<string, string>> ChangeAsync(string arn, CallContext context, Change change)
    {
        var cancellationToken = context.CancellationToken;
        if (await FindAsync(documents.Channels, arn, context, "channels", channel => channel.Hash) is { } channelKey)
        {
            return (await documents.Channels.ChangeAsync(channelKey, channel => change(channel.Tags) is var tags && ReferenceEquals(tags, channel.Tags) ? channel : channel with { Tags = tags }, cancellationToken))?.Tags ?? throw Missing(arn);
        }

        return await FindAsync(documents.Endpoints, arn, context, "origin_endpoints", endpoint => endpoint.Hash) is { } endpointKey
            ? (await documents.Endpoints.ChangeAsync(endpointKey, endpoint => change(endpoint.Tags) is var tags && ReferenceEquals(tags, endpoint.Tags) ? endpoint : endpoint with { Tags = tags }, cancellationToken))?.Tags ?? throw Missing(arn)
            : throw Missing(arn);
    }

    private static AwsException Missing(string arn) => Refused.NotFound("Resource", arn);

    private static async ValueTask<string?> FindAsync<T>(DocumentSet<T> set, string arn, CallContext context, string kind, Func<T, string> hash)
        where T : class =>
        (await set.InRegion(context.Region, null, context.CancellationToken).FirstOrDefaultAsync(found => context.Arn("mediapackage", $"{kind}/{hash(found.Value)}") == arn, context.CancellationToken))?.Id;
}
