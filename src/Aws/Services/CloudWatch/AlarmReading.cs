using Headwater.Aws.Calls;
using Headwater.Foundation;
using Headwater.Observe.Alarms;
using Headwater.Observe.Metrics;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>Makes definitions of the documents of alarms, or refuses them.</summary>
internal static class AlarmReading
{
    private const int Day = 86_400;
    private const int Week = 7 * Day;
    private const int Hour = 3600;

    /// <summary>The definition of an alarm of a metric or an expression.</summary>
    public static AlarmDefinition Read(MetricAlarmRequest request, CallContext context)
    {
        RefuseWhatDoesNotRun(request);
        var queries = request.Metrics is { } lines ? Lines(request, lines) : [Line(request)];
        var period = Period(queries);
        var periods = request.EvaluationPeriods ?? throw Faults.Validation("EvaluationPeriods is required");
        var most = period.TotalSeconds >= Hour ? Week : Day;
        if (period.TotalSeconds * periods > most)
        {
            throw Faults.Validation($"Metrics cannot be checked across more than {(most == Day ? "a day" : "a week")} (EvaluationPeriods * Period must be <= {most}).");
        }

        if (request.DatapointsToAlarm > periods)
        {
            throw Faults.Validation("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
        }

        return new AlarmDefinition
        {
            Region = context.Region,
            Name = request.AlarmName,
            Arn = Arn(context, request.AlarmName),
            ActionsEnabled = request.ActionsEnabled ?? true,
            AlarmActions = Actions(request.AlarmActions),
            OkActions = Actions(request.OKActions),
            InsufficientDataActions = Actions(request.InsufficientDataActions),
            Queries = [.. queries],
            Period = period,
            Threshold = Threshold(request, periods, queries),
        };
    }

    /// <summary>The definition of a rule over alarms.</summary>
    public static AlarmDefinition Read(CompositeAlarmRequest request, CallContext context)
    {
        if (request.ActionsSuppressor is not null)
        {
            throw Faults.Validation("ActionsSuppressor is not supported here");
        }

        return new AlarmDefinition
        {
            Region = context.Region,
            Name = request.AlarmName,
            Arn = Arn(context, request.AlarmName),
            ActionsEnabled = request.ActionsEnabled ?? true,
            AlarmActions = Actions(request.AlarmActions),
            OkActions = Actions(request.OKActions),
            InsufficientDataActions = Actions(request.InsufficientDataActions),
            Rule = request.AlarmRule,
        };
    }

    /// <summary>The rule of an alarm over alarms.</summary>
    public static AlarmRule Rule(CompositeAlarmRequest request)
    {
        try
        {
            return AlarmRule.Read(request.AlarmRule);
        }
        catch (FormatException fault)
        {
            throw Faults.Validation($"AlarmRule is not valid: {fault.Message}");
        }
    }

    private static string Arn(CallContext context, string name) => context.Arn("cloudwatch", $"alarm:{name}");

    private static void RefuseWhatDoesNotRun(MetricAlarmRequest request)
    {
        foreach (var (member, isThere) in (ReadOnlySpan<(string, bool)>)
            [
                ("ThresholdMetricId", request.ThresholdMetricId is not null),
                ("EvaluationCriteria", request.EvaluationCriteria is not null),
                ("EvaluationInterval", request.EvaluationInterval is not null),
            ])
        {
            if (isThere)
            {
                throw Faults.Validation($"{member} is not supported here");
            }
        }
    }

    private static EquatableList<string> Actions(List<string>? actions)
    {
        foreach (var action in actions ?? [])
        {
            if (!action.StartsWith("arn:aws:sns:", StringComparison.Ordinal) || action.Split(':').Length != 6)
            {
                throw Faults.Validation(action.StartsWith("arn:", StringComparison.Ordinal) ? $"Unsupported action {action}: alarms here publish to SNS topics" : $"Invalid arn syntax: {action}");
            }
        }

        return [.. actions ?? []];
    }

    private static List<MetricQuery> Lines(MetricAlarmRequest request, List<QueryDocument> lines)
    {
        if (request.MetricName is not null || request.Namespace is not null || request.Statistic is not null || request.Period is not null || request.Dimensions is { Count: > 0 })
        {
            throw Faults.Validation("Metrics list cannot be specified with MetricName, Namespace, Dimensions, Period, Unit, Statistic or ExtendedStatistic");
        }

        var queries = MetricQueries.Read(lines);
        if (queries.Count(query => query.ReturnData) != 1)
        {
            throw Faults.Validation("Exactly one element of the metrics list should return data.");
        }

        MetricQueries.Check(queries, Faults.Validation);
        return queries;
    }

    private static MetricQuery Line(MetricAlarmRequest request)
    {
        if (request is not { MetricName: { } name, Namespace: { } @namespace, Period: { } period })
        {
            throw Faults.Validation("MetricName, Namespace and Period are required for an alarm without Metrics");
        }

        if (request.Statistic is null == request.ExtendedStatistic is null)
        {
            throw Faults.Validation("Exactly one of Statistic and ExtendedStatistic must be specified");
        }

        var statistic = Statistic.TryRead(request.Statistic ?? request.ExtendedStatistic!, out var known)
            ? known
            : throw Faults.Validation($"The statistic {request.ExtendedStatistic} is not supported here");
        return new MetricQuery { Id = "m1", Statistic = new MetricStatistic(MetricQueries.Metric(@namespace, name, request.Dimensions), statistic, TimeSpan.FromSeconds(period), request.Unit) };
    }

    private static TimeSpan Period(IReadOnlyList<MetricQuery> queries)
    {
        var period = queries.Max(query => query.Statistic?.Period) ?? throw Faults.Validation("An alarm needs at least one metric");
        foreach (var query in queries.Where(query => query.Statistic is not null))
        {
            var seconds = query.Statistic!.Period.TotalSeconds;
            if (query.Statistic.Period != period)
            {
                throw Faults.Validation("The periods of the metrics of an alarm must be equal");
            }

            if (seconds is not (10 or 20 or 30) && seconds % 60 != 0)
            {
                throw Faults.Validation("Period must be 10, 20, 30 or a multiple of 60");
            }
        }

        return period;
    }

    private static AlarmThreshold Threshold(MetricAlarmRequest request, int periods, IReadOnlyList<MetricQuery> queries)
    {
        var value = request.Threshold ?? throw Faults.Validation("Threshold is required");
        if (!Enum.TryParse<AlarmComparison>(request.ComparisonOperator, out var comparison))
        {
            throw Faults.Validation($"ComparisonOperator {request.ComparisonOperator} is not supported here");
        }

        return new AlarmThreshold(periods, request.DatapointsToAlarm ?? periods, comparison, value, Missing(request.TreatMissingData)) { LeastSamples = LeastSamples(request, queries) };
    }

    private static MissingPoints Missing(string? word) => word switch
    {
        null or "missing" => MissingPoints.Missing,
        "ignore" => MissingPoints.Ignore,
        "breaching" => MissingPoints.Breaching,
        "notBreaching" => MissingPoints.NotBreaching,
        _ => throw Faults.Validation($"Option TreatMissingData has unsupported value: {word}. Supported values are [breaching, notBreaching, ignore, missing]"),
    };

    /// <summary>How many values make a percentile tell something: ten beyond it.</summary>
    private static double LeastSamples(MetricAlarmRequest request, IReadOnlyList<MetricQuery> queries)
    {
        var percent = queries.Single(query => query.ReturnData).Statistic?.Statistic.Percent;
        return request.EvaluateLowSampleCountPercentile switch
        {
            null or "evaluate" => 0,
            "ignore" when percent is { } told => told >= 50 ? 10 / (1 - (Math.Min(told, 99.999) / 100)) : 10 / (Math.Max(told, 0.001) / 100),
            "ignore" => throw Faults.Validation("EvaluateLowSampleCountPercentile is only for alarms of a percentile"),
            var other => throw Faults.Validation($"Option EvaluateLowSampleCountPercentile has unsupported value: {other}. Supported values are [evaluate, ignore]"),
        };
    }
}
