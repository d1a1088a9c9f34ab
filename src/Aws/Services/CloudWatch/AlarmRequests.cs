using System.Text.Json.Nodes;
using Headwater.Observe.Alarms;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>What an alarm of a metric or of an expression is made of.</summary>
internal sealed record MetricAlarmRequest
{
    public required string AlarmName { get; init; }

    public bool? ActionsEnabled { get; init; }

    public List<string>? OKActions { get; init; }

    public List<string>? AlarmActions { get; init; }

    public List<string>? InsufficientDataActions { get; init; }

    public string? MetricName { get; init; }

    public string? Namespace { get; init; }

    public string? Statistic { get; init; }

    public string? ExtendedStatistic { get; init; }

    public List<DimensionDocument>? Dimensions { get; init; }

    public int? Period { get; init; }

    public string? Unit { get; init; }

    public int? EvaluationPeriods { get; init; }

    public int? DatapointsToAlarm { get; init; }

    public double? Threshold { get; init; }

    public string? ComparisonOperator { get; init; }

    public string? TreatMissingData { get; init; }

    public string? EvaluateLowSampleCountPercentile { get; init; }

    public List<QueryDocument>? Metrics { get; init; }

    public List<TagDocument>? Tags { get; init; }

    public string? ThresholdMetricId { get; init; }

    public JsonObject? EvaluationCriteria { get; init; }

    public int? EvaluationInterval { get; init; }
}

internal sealed record CompositeAlarmRequest
{
    public required string AlarmName { get; init; }

    public required string AlarmRule { get; init; }

    public bool? ActionsEnabled { get; init; }

    public List<string>? OKActions { get; init; }

    public List<string>? AlarmActions { get; init; }

    public List<string>? InsufficientDataActions { get; init; }

    public List<TagDocument>? Tags { get; init; }

    public string? ActionsSuppressor { get; init; }
}

internal sealed record TagDocument(string Key, string Value);

internal sealed record AlarmNamesRequest(List<string> AlarmNames);

internal sealed record SetAlarmStateRequest
{
    public required string AlarmName { get; init; }

    public required string StateValue { get; init; }

    public required string StateReason { get; init; }

    public string? StateReasonData { get; init; }
}

internal sealed record DescribeAlarmsRequest
{
    public List<string>? AlarmNames { get; init; }

    public string? AlarmNamePrefix { get; init; }

    public List<string>? AlarmTypes { get; init; }

    public string? ChildrenOfAlarmName { get; init; }

    public string? ParentsOfAlarmName { get; init; }

    public string? StateValue { get; init; }

    public string? ActionPrefix { get; init; }

    public int? MaxRecords { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record DescribeAlarmsResponse(List<JsonObject> CompositeAlarms, List<JsonObject> MetricAlarms, string? NextToken);

internal sealed record DescribeAlarmsForMetricRequest
{
    public required string MetricName { get; init; }

    public required string Namespace { get; init; }

    public string? Statistic { get; init; }

    public string? ExtendedStatistic { get; init; }

    public List<DimensionDocument>? Dimensions { get; init; }

    public int? Period { get; init; }

    public string? Unit { get; init; }
}

internal sealed record DescribeAlarmsForMetricResponse(List<JsonObject> MetricAlarms);

internal sealed record DescribeAlarmHistoryRequest
{
    public string? AlarmName { get; init; }

    public List<string>? AlarmTypes { get; init; }

    public string? HistoryItemType { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    public int? MaxRecords { get; init; }

    public string? NextToken { get; init; }

    public string? ScanBy { get; init; }
}

internal sealed record DescribeAlarmHistoryResponse(List<AlarmHistoryItem> AlarmHistoryItems, string? NextToken);
