using System.Globalization;
using Headwater.Aws.Calls;
using Headwater.Observe.Expressions;
using Headwater.Observe.Metrics;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>Operations on metrics.</summary>
internal sealed class MetricOperations(MetricStore metrics, TimeProvider time)
{
    private const int MostMetricsInACall = 1000;
    private const int MostValues = 150;
    private const int MostStatisticsPoints = 1440;
    private const int MostQueries = 500;
    private const int MostDataPoints = 100_800;
    private const int MetricsOnAPage = 500;
    private static readonly double GreatestValue = Math.Pow(2, 360);
    private static readonly TimeSpan OldestTime = TimeSpan.FromDays(14);
    private static readonly TimeSpan NewestTime = TimeSpan.FromHours(2);

    public void Map(OperationMap operations)
    {
        operations.Map<PutMetricDataRequest, Nothing>("PutMetricData", Put);
        operations.Map<GetMetricStatisticsRequest, GetMetricStatisticsResponse>("GetMetricStatistics", (request, _) => new(Statistics(request)));
        operations.Map<GetMetricDataRequest, GetMetricDataResponse>("GetMetricData", (request, _) => new(GetData(request)));
        operations.Map<ListMetricsRequest, ListMetricsResponse>("ListMetrics", (request, _) => new(List(request)));
    }

    private ValueTask<Nothing> Put(PutMetricDataRequest request, CallContext context)
    {
        if (request.Namespace.StartsWith("AWS/", StringComparison.Ordinal) && context.Principal.Kind != PrincipalKind.Service)
        {
            throw Faults.Value("The value AWS/ for parameter Namespace is invalid.");
        }

        var data = (request.MetricData ?? []).Concat((request.EntityMetricData ?? []).SelectMany(entity => entity.MetricData ?? [])).ToList();
        if (data.Count == 0)
        {
            throw Faults.Missing("The parameter MetricData is required.");
        }

        if (data.Count > MostMetricsInACall)
        {
            throw Faults.Value($"The collection MetricData must not have a size greater than {MostMetricsInACall}.");
        }

        foreach (var (record, _) in data.Select((datum, index) => (Recording(request.Namespace, datum, index + 1), index)).ToList())
        {
            record();
        }

        return new(Nothing.Value);
    }

    /// <summary>What records a datum; refuses before anything of the call was recorded.</summary>
    private Action Recording(string @namespace, DatumDocument datum, int number)
    {
        var place = $"MetricData.member.{number}";
        var metric = MetricQueries.Metric(@namespace, datum.MetricName, datum.Dimensions);
        var unit = datum.Unit ?? "None";
        var now = time.GetUtcNow();
        var at = datum.Timestamp ?? now;
        if (at < now - OldestTime || at > now + NewestTime)
        {
            throw Faults.Value($"The parameter {place}.Timestamp must specify a time no more than two weeks in the past and two hours in the future.");
        }

        if (datum.StorageResolution is not (null or 1 or 60))
        {
            throw Faults.Value($"The parameter {place}.StorageResolution must be 1 or 60.");
        }

        switch (datum)
        {
            case { Value: { } value, Values: null, StatisticValues: null }:
                CheckValue(value, place);
                return () => metrics.Record(new MetricSample(metric, unit, value, at));
            case { StatisticValues: { } set, Value: null, Values: null }:
                CheckSet(set, place);
                return () => metrics.Record(metric, unit, at, new StatisticSet(set.SampleCount, set.Sum, set.Minimum, set.Maximum));
            case { Values: { } values, Value: null, StatisticValues: null }:
                var counted = Counted(values, datum.Counts, place);
                return () => metrics.Record(metric, unit, at, counted);
            case { Value: null, Values: null, StatisticValues: null }:
                throw Faults.Missing($"At least one of the parameters {place}.Value, {place}.Values or {place}.StatisticValues must be specified.");
            default:
                throw Faults.Combination($"The parameters {place}.Value, {place}.Values and {place}.StatisticValues are mutually exclusive and you have specified more than one.");
        }
    }

    private static void CheckValue(double value, string place)
    {
        if (!double.IsFinite(value) || Math.Abs(value) > GreatestValue)
        {
            throw Faults.Value($"The value {value} for parameter {place}.Value is invalid.");
        }
    }

    private static void CheckSet(StatisticSetDocument set, string place)
    {
        foreach (var number in (ReadOnlySpan<double>)[set.SampleCount, set.Sum, set.Minimum, set.Maximum])
        {
            CheckValue(number, place + ".StatisticValues");
        }

        if (set.SampleCount <= 0 || set.Maximum < set.Minimum)
        {
            throw Faults.Value($"The parameter {place}.StatisticValues needs a SampleCount above zero and a Maximum not below its Minimum.");
        }
    }

    private static List<(double Value, double Count)> Counted(List<double> values, List<double>? counts, string place)
    {
        if (values.Count is 0 or > MostValues)
        {
            throw Faults.Value($"The collection {place}.Values must have a size of 1 to {MostValues}.");
        }

        if (counts is not null && counts.Count != values.Count)
        {
            throw Faults.Value($"The parameters {place}.Values and {place}.Counts must be of the same size.");
        }

        foreach (var value in values.Concat(counts ?? []))
        {
            CheckValue(value, place);
        }

        return [.. values.Select((value, index) => (value, counts?[index] ?? 1)).Where(pair => pair.Item2 > 0)];
    }

    private GetMetricStatisticsResponse Statistics(GetMetricStatisticsRequest request)
    {
        var simple = request.Statistics ?? [];
        var extended = (request.ExtendedStatistics ?? []).Select(MetricQueries.Statistic).ToList();
        if (simple.Count + extended.Count == 0)
        {
            throw Faults.Missing("The parameter Statistics or ExtendedStatistics is required.");
        }

        var period = MetricQueries.Period(request.Period);
        var points = PointCount(request.StartTime, request.EndTime, period);
        if (points > MostStatisticsPoints)
        {
            throw Faults.Combination($"You have requested up to {points.ToString("N0", CultureInfo.InvariantCulture)} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.");
        }

        var metric = MetricQueries.Metric(request.Namespace, request.MetricName, request.Dimensions);
        var found = metrics.Units(metric).Where(unit => request.Unit is null || request.Unit == unit)
            .SelectMany(unit => metrics.Read(metric, unit, request.StartTime, request.EndTime, period).Select(point => Datapoint(point.Time, point.Bucket, unit, simple, extended)));
        return new GetMetricStatisticsResponse(request.MetricName, [.. found]);
    }

    private static long PointCount(DateTimeOffset start, DateTimeOffset end, TimeSpan period) =>
        start < end ? (long)Math.Ceiling((end - start) / period) : throw Faults.Value("The parameter StartTime must be less than the parameter EndTime.");

    private static DatapointDocument Datapoint(DateTimeOffset at, Bucket bucket, string unit, List<string> simple, List<Statistic> extended)
    {
        double? Of(string name) => simple.Contains(name) ? MetricQueries.Statistic(name).Of(bucket) : null;

        var told = extended.Select(statistic => (statistic.Name, Value: statistic.Of(bucket))).Where(pair => double.IsFinite(pair.Value)).ToDictionary(pair => pair.Name, pair => pair.Value);
        return new DatapointDocument
        {
            Timestamp = at,
            Unit = unit,
            SampleCount = Of("SampleCount"),
            Average = Of("Average"),
            Sum = Of("Sum"),
            Minimum = Of("Minimum"),
            Maximum = Of("Maximum"),
            ExtendedStatistics = extended.Count > 0 ? told : null,
        };
    }

    private GetMetricDataResponse GetData(GetMetricDataRequest request)
    {
        if (request.MetricDataQueries.Count is 0 or > MostQueries)
        {
            throw Faults.Value($"The collection MetricDataQueries must have a size of 1 to {MostQueries}.");
        }

        var queries = MetricQueries.Read(request.MetricDataQueries);
        MetricQueries.Check(queries, Faults.Value);
        var most = Math.Min(request.MaxDatapoints is > 0 and { } asked ? asked : MostDataPoints, MostDataPoints);
        var shortest = queries.Where(query => query.Statistic is not null).Select(query => query.Statistic!.Period).DefaultIfEmpty(TimeSpan.FromMinutes(1)).Min();
        if (PointCount(request.StartTime, request.EndTime, shortest) > MostDataPoints)
        {
            throw Faults.Value($"The time range holds more than {MostDataPoints} datapoints of the shortest period.");
        }

        return Page(Results(request, queries), PageToken.Read(request.NextToken), most);
    }

    private IEnumerable<MetricDataResultDocument> Results(GetMetricDataRequest request, List<MetricQuery> queries)
    {
        var evaluation = new QueryEvaluation(queries, metrics.Series, request.StartTime, request.EndTime);
        foreach (var query in queries.Where(query => query.ReturnData))
        {
            foreach (var series in Evaluate(evaluation, query.Id))
            {
                var points = request.ScanBy == "TimestampAscending" ? series.Points : series.Points.Reverse();
                yield return new MetricDataResultDocument(
                    query.Id, query.Label ?? query.Statistic?.Metric.Name ?? query.Id, [.. points.Select(point => point.Key)], [.. points.Select(point => point.Value)], "Complete");
            }
        }
    }

    private static IReadOnlyList<TimeSeries> Evaluate(QueryEvaluation evaluation, string id)
    {
        try
        {
            return evaluation.Of(id);
        }
        catch (ExpressionException fault)
        {
            throw Faults.Value(fault.Message);
        }
    }

    /// <summary>One page of points; a token is how many points of how many results were answered.</summary>
    private static GetMetricDataResponse Page(IEnumerable<MetricDataResultDocument> results, string? token, int most)
    {
        var skip = 0;
        if (token is not null && !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out skip))
        {
            throw Faults.Token();
        }

        var page = new List<MetricDataResultDocument>();
        var (passed, taken, more) = (0, 0, false);
        foreach (var result in results)
        {
            var from = Math.Clamp(skip - passed, 0, result.Values.Count);
            var count = Math.Min(result.Values.Count - from, most - taken);
            passed += result.Values.Count;
            more |= from + count < result.Values.Count;
            taken += count;
            if (count > 0 || token is null)
            {
                page.Add(result with { Timestamps = result.Timestamps.GetRange(from, count), Values = result.Values.GetRange(from, count), StatusCode = from + count < result.Values.Count ? "PartialData" : "Complete" });
            }
        }

        return new GetMetricDataResponse(page, more ? PageToken.Write((skip + taken).ToString(CultureInfo.InvariantCulture)) : null, []);
    }

    private ListMetricsResponse List(ListMetricsRequest request)
    {
        var since = time.GetUtcNow() - (request.RecentlyActive is null ? OldestTime : TimeSpan.FromHours(3));
        var after = PageToken.Read(request.NextToken);
        var all = metrics.List(since).Where(metric => Fits(metric, request)).Select(metric => (Place: Place(metric), Metric: metric));
        var rest = all.SkipWhile(entry => after is not null && string.CompareOrdinal(entry.Place, after) <= 0).Take(MetricsOnAPage + 1).ToList();
        var page = rest.Take(MetricsOnAPage).ToList();
        return new ListMetricsResponse([.. page.Select(entry => MetricQueries.Document(entry.Metric))], rest.Count > page.Count ? PageToken.Write(page[^1].Place) : null);
    }

    // The store lists in this order: separators sort before everything that names hold.
    private static string Place(MetricId metric) =>
        $"{metric.Namespace}\u0001{metric.Name}\u0001{string.Join('\n', metric.Dimensions.Select(dimension => $"{dimension.Name}\t{dimension.Value}"))}";

    private static bool Fits(MetricId metric, ListMetricsRequest request) =>
        (request.Namespace is null || request.Namespace == metric.Namespace)
        && (request.MetricName is null || request.MetricName == metric.Name)
        && (request.Dimensions ?? []).TrueForAll(wanted => metric.Dimensions.Any(dimension => dimension.Name == wanted.Name && (wanted.Value is null || wanted.Value == dimension.Value)));
}
