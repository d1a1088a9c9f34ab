namespace Headwater.Aws.Services.CloudWatch;

/// <summary>A dimension; as a filter it may lack its value.</summary>
internal sealed record DimensionDocument(string Name, string? Value);

/// <summary>Values summed up by the caller.</summary>
internal sealed record StatisticSetDocument(double SampleCount, double Sum, double Minimum, double Maximum);

/// <summary>Values of one metric.</summary>
internal sealed record DatumDocument
{
    public required string MetricName { get; init; }

    public List<DimensionDocument>? Dimensions { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public double? Value { get; init; }

    public StatisticSetDocument? StatisticValues { get; init; }

    public List<double>? Values { get; init; }

    public List<double>? Counts { get; init; }

    public string? Unit { get; init; }

    public int? StorageResolution { get; init; }
}

/// <summary>Values of an entity; who it is is inert.</summary>
internal sealed record EntityDataDocument(List<DatumDocument>? MetricData);

internal sealed record PutMetricDataRequest
{
    public required string Namespace { get; init; }

    public List<DatumDocument>? MetricData { get; init; }

    public List<EntityDataDocument>? EntityMetricData { get; init; }
}

internal sealed record GetMetricStatisticsRequest
{
    public required string Namespace { get; init; }

    public required string MetricName { get; init; }

    public List<DimensionDocument>? Dimensions { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public required DateTimeOffset EndTime { get; init; }

    public required int Period { get; init; }

    public List<string>? Statistics { get; init; }

    public List<string>? ExtendedStatistics { get; init; }

    public string? Unit { get; init; }
}

internal sealed record DatapointDocument
{
    public required DateTimeOffset Timestamp { get; init; }

    public double? SampleCount { get; init; }

    public double? Average { get; init; }

    public double? Sum { get; init; }

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public required string Unit { get; init; }

    public Dictionary<string, double>? ExtendedStatistics { get; init; }
}

internal sealed record GetMetricStatisticsResponse(string Label, List<DatapointDocument> Datapoints);

/// <summary>Names a metric.</summary>
internal sealed record MetricDocument
{
    public string? Namespace { get; init; }

    public string? MetricName { get; init; }

    public List<DimensionDocument>? Dimensions { get; init; }
}

internal sealed record MetricStatDocument
{
    public required MetricDocument Metric { get; init; }

    public required int Period { get; init; }

    public required string Stat { get; init; }

    public string? Unit { get; init; }
}

/// <summary>One line of a question.</summary>
internal sealed record QueryDocument
{
    public required string Id { get; init; }

    public MetricStatDocument? MetricStat { get; init; }

    public string? Expression { get; init; }

    public string? Label { get; init; }

    public bool? ReturnData { get; init; }

    public int? Period { get; init; }
}

internal sealed record GetMetricDataRequest
{
    public required List<QueryDocument> MetricDataQueries { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public required DateTimeOffset EndTime { get; init; }

    public string? NextToken { get; init; }

    public string? ScanBy { get; init; }

    public int? MaxDatapoints { get; init; }
}

internal sealed record MetricDataResultDocument(string Id, string Label, List<DateTimeOffset> Timestamps, List<double> Values, string StatusCode);

internal sealed record GetMetricDataResponse(List<MetricDataResultDocument> MetricDataResults, string? NextToken, List<string> Messages);

internal sealed record ListMetricsRequest
{
    public string? Namespace { get; init; }

    public string? MetricName { get; init; }

    public List<DimensionDocument>? Dimensions { get; init; }

    public string? NextToken { get; init; }

    public string? RecentlyActive { get; init; }
}

internal sealed record ListMetricsResponse(List<MetricDocument> Metrics, string? NextToken);
