using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Ssm;

/// <summary>The operations of labels: a label is on one version of its parameter at most.</summary>
internal sealed class LabelOperations(ParameterStore parameters)
{
    private const int MostLabels = 10;

    public void Map(OperationMap operations)
    {
        operations.Map<LabelRequest, LabelAnswer>("LabelParameterVersion", LabelAsync, (request, context) => ReadOperations.Needs("LabelParameterVersion", request.Name, context));
        operations.Map<LabelRequest, LabelAnswer>("UnlabelParameterVersion", UnlabelAsync, (request, context) => ReadOperations.Needs("UnlabelParameterVersion", request.Name, context));
    }

    private async ValueTask<LabelAnswer> LabelAsync(LabelRequest request, CallContext context)
    {
        var bad = request.Labels.Where(label => !IsLabel(label)).ToList();
        var good = request.Labels.Where(IsLabel).Distinct(StringComparer.Ordinal).ToList();
        var labelled = 0L;
        await ChangeAsync(request, context, (parameter, version) =>
        {
            labelled = version.Number;
            return version.Labels.Union(good).Count() > MostLabels
                ? throw new AwsException("ParameterVersionLabelLimitExceeded", $"A parameter version can have a maximum of {MostLabels} labels.")
                : Relabelled(parameter, version.Number, good);
        });
        return new() { InvalidLabels = bad, ParameterVersion = labelled };
    }

    private async ValueTask<LabelAnswer> UnlabelAsync(LabelRequest request, CallContext context)
    {
        IReadOnlyList<string> removed = [];
        await ChangeAsync(request, context, (parameter, version) =>
        {
            removed = [.. request.Labels.Intersect(version.Labels)];
            return Relabelled(parameter, 0, removed);
        });
        return new() { InvalidLabels = [.. request.Labels.Except(removed)], RemovedLabels = removed };
    }

    private async ValueTask ChangeAsync(LabelRequest request, CallContext context, Func<ParameterDocument, ParameterVersion, ParameterDocument> change) =>
        _ = await parameters.Documents.ChangeAsync(
            RegionKey.Of(context.Region, ParameterName.Read(request.Name).Name),
            parameter => change(parameter, Version(parameter, request.ParameterVersion)),
            context.CancellationToken) ?? throw RefusedParameter.NotFound(request.Name);

    private static ParameterVersion Version(ParameterDocument parameter, long? number) =>
        number is null ? parameter.Newest()
        : parameter.Versions.FirstOrDefault(version => version.Number == number) ?? throw RefusedParameter.NoVersion(parameter.Name, $"{number}");

    /// <summary>The parameter with labels on one version only; on none when there is no such version.</summary>
    private static ParameterDocument Relabelled(ParameterDocument parameter, long number, IReadOnlyList<string> labels) => parameter with
    {
        Versions = [.. parameter.Versions.Select(version => version with { Labels = [.. version.Labels.Except(labels), .. version.Number == number ? labels : []] })],
    };

    private static bool IsLabel(string label) =>
        label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-')
        && !char.IsAsciiDigit(label[0])
        && !label.StartsWith("aws", StringComparison.OrdinalIgnoreCase)
        && !label.StartsWith("ssm", StringComparison.OrdinalIgnoreCase);
}
