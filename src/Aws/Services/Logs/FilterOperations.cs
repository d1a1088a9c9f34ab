using System.Globalization;
using Headwater.Aws.Calls;
using Headwater.Observe.Logs;
using Headwater.Observe.Logs.Patterns;

namespace Headwater.Aws.Services.Logs;

/// <summary>Operations on metric filters.</summary>
internal sealed class FilterOperations(LogStore logs, GroupOperations groups, TimeProvider time)
{
    private const int MostFilters = 100;
    private const int MostDimensions = 3;
    private const int DefaultPage = 50;

    public void Map(OperationMap operations)
    {
        operations.Map<PutFilterRequest, Nothing>("PutMetricFilter", PutAsync, (request, context) => GroupOperations.On("PutMetricFilter", request.logGroupName, context));
        operations.Map<DescribeFiltersRequest, DescribeFiltersResponse>("DescribeMetricFilters", DescribeAsync);
        operations.Map<FilterNameRequest, Nothing>("DeleteMetricFilter", DeleteAsync, (request, context) => GroupOperations.On("DeleteMetricFilter", request.logGroupName, context));
        operations.Map<TestFilterRequest, TestFilterResponse>("TestMetricFilter", (request, _) => new(Test(request)));
    }

    /// <summary>A pattern of a caller.</summary>
    public static FilterPattern Pattern(string text)
    {
        try
        {
            return FilterPattern.Read(text);
        }
        catch (FormatException fault)
        {
            throw LogsFaults.Invalid(fault.Message);
        }
    }

    private async ValueTask<Nothing> PutAsync(PutFilterRequest request, CallContext context)
    {
        if (request.applyOnTransformedLogs == true || request.fieldSelectionCriteria is not null || request.emitSystemFieldDimensions is { Count: > 0 })
        {
            throw LogsFaults.Invalid("applyOnTransformedLogs, fieldSelectionCriteria and emitSystemFieldDimensions are not supported here");
        }

        var metric = request.metricTransformations[0];
        Check(request.filterPattern, metric);
        var group = await groups.FindAsync(request.logGroupName, null, context);
        var standing = await logs.ListFiltersAsync(group.Name, context.CancellationToken);
        var known = standing.FirstOrDefault(filter => filter.Name == request.filterName);
        if (known is null && standing.Count >= MostFilters)
        {
            throw new AwsException("LimitExceededException", "Resource limit exceeded.");
        }

        var made = new MetricFilter
        {
            Group = group.Name,
            Name = request.filterName,
            Pattern = request.filterPattern,
            MetricName = metric.metricName,
            MetricNamespace = metric.metricNamespace,
            Value = metric.metricValue,
            Default = metric.defaultValue,
            Dimensions = metric.dimensions ?? new(StringComparer.Ordinal),
            Unit = metric.unit ?? "None",
            Created = known?.Created ?? time.GetUtcNow(),
        };
        await logs.PutFilterAsync(made, context.CancellationToken);
        return Nothing.Value;
    }

    private static void Check(string pattern, Transformation metric)
    {
        var read = Pattern(pattern);
        if (!metric.metricValue.StartsWith('$') && !double.TryParse(metric.metricValue, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            throw LogsFaults.Invalid("Invalid metric transformation: the metric value must be a number or a field of the pattern");
        }

        if (metric.metricValue.StartsWith('$') && read is not (JsonFieldPattern or WordPattern))
        {
            throw LogsFaults.Invalid("Invalid metric transformation: a field needs a pattern of JSON fields or of words");
        }

        if (metric.dimensions is { Count: > 0 } dimensions && (metric.defaultValue is not null || dimensions.Count > MostDimensions || dimensions.Values.Any(value => !value.StartsWith('$'))))
        {
            throw LogsFaults.Invalid("Invalid metric transformation: at most three dimensions, of fields, without a default value");
        }
    }

    private async ValueTask<DescribeFiltersResponse> DescribeAsync(DescribeFiltersRequest request, CallContext context)
    {
        if (request.logGroupName is { } name)
        {
            await groups.FindAsync(name, null, context);
        }

        var size = request.limit ?? DefaultPage;
        var rest = (await logs.ListFiltersAsync(request.logGroupName, context.CancellationToken)).Where(filter =>
            (request.filterNamePrefix is null || filter.Name.StartsWith(request.filterNamePrefix, StringComparison.Ordinal))
            && (request.metricName is null || request.metricName == filter.MetricName)
            && (request.metricNamespace is null || request.metricNamespace == filter.MetricNamespace)
            && (request.nextToken is null || string.CompareOrdinal(Place(filter), request.nextToken) > 0)).Take(size + 1).ToList();
        return new DescribeFiltersResponse([.. rest.Take(size).Select(Show)], rest.Count > size ? Place(rest[size - 1]) : null);
    }

    private static string Place(MetricFilter filter) => $"{filter.Group}\n{filter.Name}";

    private static FilterDocument Show(MetricFilter filter)
    {
        var metric = new Transformation
        {
            metricName = filter.MetricName,
            metricNamespace = filter.MetricNamespace,
            metricValue = filter.Value,
            defaultValue = filter.Default,
            dimensions = filter.Dimensions.Count > 0 ? filter.Dimensions : null,
            unit = filter.Unit,
        };
        return new FilterDocument(filter.Name, filter.Pattern, [metric], filter.Created.ToUnixTimeMilliseconds(), filter.Group);
    }

    private async ValueTask<Nothing> DeleteAsync(FilterNameRequest request, CallContext context)
    {
        var group = await groups.FindAsync(request.logGroupName, null, context);
        return await logs.RemoveFilterAsync(group.Name, request.filterName, context.CancellationToken)
            ? Nothing.Value
            : throw new AwsException("ResourceNotFoundException", "The specified metric filter does not exist.");
    }

    private static TestFilterResponse Test(TestFilterRequest request)
    {
        var pattern = Pattern(request.filterPattern);
        var matches = request.logEventMessages.Select((message, index) => (Message: message, Number: index + 1, Values: pattern.Match(message))).Where(match => match.Values is not null);
        return new TestFilterResponse([.. matches.Select(match => new FilterMatch(match.Number, match.Message, match.Values!))]);
    }
}
