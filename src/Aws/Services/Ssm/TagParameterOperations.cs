using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Ssm;

/// <summary>The operations of tags.</summary>
internal sealed class TagParameterOperations(ParameterStore parameters)
{
    private const int MostTags = 50;

    public void Map(OperationMap operations)
    {
        operations.Map<TagParameterRequest, Nothing>("AddTagsToResource", AddAsync, (request, context) => Needs("AddTagsToResource", request, context));
        operations.Map<TagParameterRequest, Nothing>("RemoveTagsFromResource", RemoveAsync, (request, context) => Needs("RemoveTagsFromResource", request, context));
        operations.Map<TagParameterRequest, TagListAnswer>("ListTagsForResource", ListAsync, (request, context) => Needs("ListTagsForResource", request, context));
    }

    private async ValueTask<Nothing> AddAsync(TagParameterRequest request, CallContext context)
    {
        await ChangeAsync(request, context, parameter =>
        {
            IReadOnlyList<ParameterTag> tags = [.. parameter.Tags.Where(tag => request.Tags.All(other => other.Key != tag.Key)), .. request.Tags];
            return tags.Count > MostTags ? throw new AwsException("TooManyTagsError", $"A parameter can have {MostTags} tags.") : parameter with { Tags = tags };
        });
        return Nothing.Value;
    }

    private async ValueTask<Nothing> RemoveAsync(TagParameterRequest request, CallContext context)
    {
        await ChangeAsync(request, context, parameter => parameter with { Tags = [.. parameter.Tags.Where(tag => !request.TagKeys.Contains(tag.Key))] });
        return Nothing.Value;
    }

    private async ValueTask<TagListAnswer> ListAsync(TagParameterRequest request, CallContext context) => new((await ChangeAsync(request, context, parameter => parameter)).Tags);

    private async ValueTask<ParameterDocument> ChangeAsync(TagParameterRequest request, CallContext context, Func<ParameterDocument, ParameterDocument> change)
    {
        if (request.ResourceType != "Parameter")
        {
            throw new AwsException("InvalidResourceType", $"This platform has no resources of type {request.ResourceType}.");
        }

        return await parameters.Documents.ChangeAsync(RegionKey.Of(context.Region, ParameterName.Read(request.ResourceId).Name), change, context.CancellationToken)
            ?? throw new AwsException("InvalidResourceId", "The resource ID isn't valid. Verify that you entered the correct ID and try again.");
    }

    private static Permission Needs(string operation, TagParameterRequest request, CallContext context) => ReadOperations.Needs(operation, request.ResourceId, context);
}
