using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.Ssm;

/// <summary>The operations that answer values.</summary>
internal sealed class ReadOperations(ParameterStore parameters)
{
    private const int PageByPath = 10;
    private const int PageOfHistory = 50;

    public void Map(OperationMap operations)
    {
        operations.Map<ReadRequest, OneAnswer>("GetParameter", GetAsync, (request, context) => Needs("GetParameter", request.Name!, context));
        operations.Map<ReadRequest, ManyAnswer>("GetParameters", GetManyAsync, (request, context) => new ValueTask<IReadOnlyList<Permission>>([.. request.Names.Select(name => Needs("GetParameters", name, context))]));
        operations.Map<ReadRequest, ManyAnswer>("GetParametersByPath", GetByPathAsync, (request, context) => Needs("GetParametersByPath", request.Path!, context));
        operations.Map<ReadRequest, ManyAnswer>("GetParameterHistory", GetHistoryAsync, (request, context) => Needs("GetParameterHistory", request.Name!, context));
    }

    /// <summary>What a caller needs for an operation on a parameter.</summary>
    public static Permission Needs(string operation, string name, CallContext context) => new($"ssm:{operation}", ParameterStore.Arn(context, ParameterName.Read(name).Name));

    private async ValueTask<OneAnswer> GetAsync(ReadRequest request, CallContext context)
    {
        var name = ParameterName.Read(request.Name!);
        var parameter = await parameters.FindAsync(context.Region, name.Name, context.CancellationToken) ?? throw RefusedParameter.NotFound(name.Name);
        return new(Answer(name, parameter, request.WithDecryption) ?? throw RefusedParameter.NoVersion(name.Name, name.Selector!));
    }

    private async ValueTask<ManyAnswer> GetManyAsync(ReadRequest request, CallContext context)
    {
        if (request.Names.Distinct(StringComparer.Ordinal).Count() != request.Names.Count)
        {
            throw RefusedParameter.Invalid("Duplicate names are not allowed in a request.");
        }

        var (found, missing) = (new List<ParameterAnswer>(), new List<string>());
        foreach (var text in request.Names)
        {
            var name = ParameterName.Read(text);
            if (await parameters.FindAsync(context.Region, name.Name, context.CancellationToken) is { } parameter && Answer(name, parameter, request.WithDecryption) is { } answer)
            {
                found.Add(answer);
            }
            else
            {
                missing.Add(text);
            }
        }

        return new() { Parameters = found, InvalidParameters = missing };
    }

    private async ValueTask<ManyAnswer> GetByPathAsync(ReadRequest request, CallContext context)
    {
        if (!request.Path!.StartsWith('/'))
        {
            throw RefusedParameter.Invalid("The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash \"/\".");
        }

        foreach (var filter in request.ParameterFilters)
        {
            filter.Check();
        }

        var below = parameters.Documents.InRegion(context.Region, After(request), context.CancellationToken)
            .Where(found => ParameterFilter.IsBelow(found.Value.Name, request.Path, request.Recursive) && request.ParameterFilters.All(filter => filter.Fits(found.Value, found.Value.Newest())));
        var page = await Page<Versioned<ParameterDocument>>.TakeAsync(below, request.MaxResults ?? PageByPath, found => found.Id, context.CancellationToken);
        return new() { Parameters = [.. page.Items.Select(found => Answer(new(found.Value.Name, null), found.Value, request.WithDecryption)!)], NextToken = page.NextToken };
    }

    private async ValueTask<ManyAnswer> GetHistoryAsync(ReadRequest request, CallContext context)
    {
        var name = ParameterName.Read(request.Name!).Name;
        var parameter = await parameters.FindAsync(context.Region, name, context.CancellationToken) ?? throw RefusedParameter.NotFound(name);
        var after = long.TryParse(After(request) ?? "0", out var number) ? number : throw RefusedParameter.Token();
        var page = await Page<ParameterVersion>.TakeAsync(
            parameter.Versions.Where(version => version.Number > after).ToAsyncEnumerable(), request.MaxResults ?? PageOfHistory, version => $"{version.Number}", context.CancellationToken);
        return new() { Parameters = [.. page.Items.Select(version => ParameterAnswer.Remembered(parameter, version, parameters.Open(parameter, version, request.WithDecryption)))], NextToken = page.NextToken };
    }

    private ParameterAnswer? Answer(ParameterName name, ParameterDocument parameter, bool withDecryption) =>
        name.Choose(parameter) is { } version
            ? ParameterAnswer.Valued(parameter, version, parameters.Open(parameter, version, withDecryption)) with { Selector = name.Selector is null ? null : ":" + name.Selector }
            : null;

    private static string? After(ReadRequest request) => PageToken.TryRead(request.NextToken, out var after) ? after : throw RefusedParameter.Token();
}
