using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.Ssm;

/// <summary>DescribeParameters.</summary>
internal sealed class DescribeOperation(ParameterStore parameters)
{
    private const int DefaultPage = 50;

    public void Map(OperationMap operations) =>
        operations.Map<DescribeRequest, ManyAnswer>("DescribeParameters", DescribeAsync, (_, _) => new Permission("ssm:DescribeParameters", "*"));

    private async ValueTask<ManyAnswer> DescribeAsync(DescribeRequest request, CallContext context)
    {
        if (!PageToken.TryRead(request.NextToken, out var after))
        {
            throw RefusedParameter.Token();
        }

        if (request.Filters.Count > 0 && request.ParameterFilters.Count > 0)
        {
            throw RefusedParameter.Invalid("You can use either Filters or ParameterFilters in a single request.");
        }

        var filters = request.ParameterFilters.Concat(request.Filters.Select(filter => filter.Key == "Name" ? filter with { Option = "BeginsWith" } : filter)).ToList();
        filters.ForEach(filter => filter.Check());
        var wanted = parameters.Documents.InRegion(context.Region, after, context.CancellationToken)
            .Where(found => !request.Shared && filters.TrueForAll(filter => filter.Fits(found.Value, found.Value.Newest())));
        var page = await Page<Versioned<ParameterDocument>>.TakeAsync(wanted, request.MaxResults ?? DefaultPage, found => found.Id, context.CancellationToken);
        return new() { Parameters = [.. page.Items.Select(found => ParameterAnswer.Described(found.Value, found.Value.Newest()))], NextToken = page.NextToken };
    }
}
