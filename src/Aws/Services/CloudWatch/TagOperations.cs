using Headwater.Aws.Calls;
using Headwater.Observe.Alarms;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>Tags of alarms and dashboards.</summary>
internal sealed class TagOperations(AlarmBook book, DashboardOperations dashboards)
{
    private const int MostTags = 50;

    public void Map(OperationMap operations)
    {
        operations.Map<TagRequest, Nothing>("TagResource", TagAsync, (request, _) => new Permission("cloudwatch:TagResource", request.ResourceARN));
        operations.Map<UntagRequest, Nothing>("UntagResource", UntagAsync, (request, _) => new Permission("cloudwatch:UntagResource", request.ResourceARN));
        operations.Map<ListTagsRequest, ListTagsResponse>("ListTagsForResource", ListAsync, (request, _) => new Permission("cloudwatch:ListTagsForResource", request.ResourceARN));
    }

    private ValueTask<Nothing> TagAsync(TagRequest request, CallContext context) => ChangeAsync(request.ResourceARN, context, tags =>
    {
        foreach (var tag in request.Tags)
        {
            tags[tag.Key] = tag.Value;
        }

        if (tags.Count > MostTags)
        {
            throw Faults.Value($"A resource may have no more than {MostTags} tags.");
        }
    });

    private ValueTask<Nothing> UntagAsync(UntagRequest request, CallContext context) => ChangeAsync(request.ResourceARN, context, tags =>
    {
        foreach (var key in request.TagKeys)
        {
            tags.Remove(key);
        }
    });

    private async ValueTask<ListTagsResponse> ListAsync(ListTagsRequest request, CallContext context)
    {
        SortedDictionary<string, string>? found = null;
        await ChangeAsync(request.ResourceARN, context, tags => found = new(tags, StringComparer.Ordinal));
        return new ListTagsResponse([.. found!.Select(tag => new TagDocument(tag.Key, tag.Value))]);
    }

    private async ValueTask<Nothing> ChangeAsync(string arn, CallContext context, Action<SortedDictionary<string, string>> change)
    {
        var alarms = context.Arn("cloudwatch", "alarm:");
        var isThere = arn.StartsWith(alarms, StringComparison.Ordinal)
            ? await book.ChangeAsync(context.Region, arn[alarms.Length..], alarm => alarm is null ? null : alarm with { Tags = Changed(alarm.Tags, change) }, context.CancellationToken) is not null
            : await dashboards.TryChangeTagsAsync(arn, tags => Changed(tags, change), context);
        return isThere ? Nothing.Value : throw Faults.NoResource(arn);
    }

    private static SortedDictionary<string, string> Changed(SortedDictionary<string, string> tags, Action<SortedDictionary<string, string>> change)
    {
        var changed = new SortedDictionary<string, string>(tags, StringComparer.Ordinal);
        change(changed);
        return changed;
    }

    internal sealed record TagRequest(string ResourceARN, List<TagDocument> Tags);

    internal sealed record UntagRequest(string ResourceARN, List<string> TagKeys);

    internal sealed record ListTagsRequest(string ResourceARN);

    internal sealed record ListTagsResponse(List<TagDocument> Tags);
}
