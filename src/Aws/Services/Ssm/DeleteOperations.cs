using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Ssm;

/// <summary>The operations that delete.</summary>
internal sealed class DeleteOperations(ParameterStore parameters)
{
    public void Map(OperationMap operations)
    {
        operations.Map<ReadRequest, Nothing>("DeleteParameter", DeleteAsync, (request, context) => ReadOperations.Needs("DeleteParameter", request.Name!, context));
        operations.Map<ReadRequest, DeletedAnswer>(
            "DeleteParameters", DeleteManyAsync, (request, context) => new ValueTask<IReadOnlyList<Permission>>([.. request.Names.Select(name => ReadOperations.Needs("DeleteParameters", name, context))]));
    }

    private async ValueTask<Nothing> DeleteAsync(ReadRequest request, CallContext context) =>
        await TryDeleteAsync(request.Name!, context) ? Nothing.Value : throw RefusedParameter.NotFound(request.Name!);

    private async ValueTask<DeletedAnswer> DeleteManyAsync(ReadRequest request, CallContext context)
    {
        var (deleted, missing) = (new List<string>(), new List<string>());
        foreach (var name in request.Names)
        {
            (await TryDeleteAsync(name, context) ? deleted : missing).Add(name);
        }

        return new(deleted, missing);
    }

    private async ValueTask<bool> TryDeleteAsync(string name, CallContext context)
    {
        while (await parameters.Documents.FindAsync(RegionKey.Of(context.Region, ParameterName.Read(name).Name), context.CancellationToken) is { } found)
        {
            if (await parameters.Documents.TryPutAsync(found.Id, null, found.Version, context.CancellationToken))
            {
                return true;
            }
        }

        return false;
    }
}
