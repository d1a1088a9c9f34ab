using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaPackage;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>The operations of tags.</summary>
internal sealed class TagV2Operations(PackageV2Documents documents)
{
    private delegate IReadOnlyDictionary<string, string> Change(IReadOnlyDictionary<string, string> tags);

    public void Map(OperationMap operations)
    {
        operations.Map<TagRequest, Nothing>("TagResource", TagAsync, (request, _) => new Permission("mediapackagev2:TagResource", request.ResourceArn));
        operations.Map<TagRequest, Nothing>("UntagResource", UntagAsync, (request, _) => new Permission("mediapackagev2:UntagResource", request.ResourceArn));
        operations.Map<TagRequest, TagsAnswer>("ListTagsForResource", ListAsync, (request, _) => new Permission("mediapackagev2:ListTagsForResource", request.ResourceArn));
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
        var names = Arns.Names(context, arn);
        var key = RegionKey.Of(context.Region, [.. names]);
        return names.Count switch
        {
            1 => (await documents.Groups.ChangeAsync(key, group => change(group.Tags) is var tags && ReferenceEquals(tags, group.Tags) ? group : group with { Tags = tags }, context.CancellationToken))?.Tags ?? throw RefusedV2.NotFound("CHANNEL_GROUP", arn),
            2 => (await documents.Channels.ChangeAsync(key, channel => change(channel.Tags) is var tags && ReferenceEquals(tags, channel.Tags) ? channel : channel with { Tags = tags }, context.CancellationToken))?.Tags ?? throw RefusedV2.NotFound("CHANNEL", arn),
            3 => (await documents.Endpoints.ChangeAsync(key, endpoint => change(endpoint.Tags) is var tags && ReferenceEquals(tags, endpoint.Tags) ? endpoint : endpoint with { Tags = tags }, context.CancellationToken))?.Tags ?? throw RefusedV2.NotFound("ORIGIN_ENDPOINT", arn),
            _ => throw RefusedV2.Invalid("INVALID_ARN", $"{arn} names no resource of this account and region"),
        };
    }
}
