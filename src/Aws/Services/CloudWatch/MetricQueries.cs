using System.Text.RegularExpressions;
using Headwater.Aws.Calls;
using Headwater.Observe.Expressions;
using Headwater.Observe.Metrics;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>Turns the documents of metrics and questions into those of <c>Observe</c>, or refuses them.</summary>
internal static partial class MetricQueries
{
    /// <summary>A metric's name.</summary>
    public static MetricId Metric(string @namespace, string name, List<DimensionDocument>? dimensions) =>
        MetricId.Of(@namespace, name, (dimensions ?? []).Select(dimension => new MetricDimension(dimension.Name, dimension.Value ?? "")));

    /// <summary>A metric's document.</summary>
    public static MetricDocument Document(MetricId metric) => new()
    {
        Namespace = metric.Namespace,
        MetricName = metric.Name,
        Dimensions = [.. metric.Dimensions.Select(dimension => new DimensionDocument(dimension.Name, dimension.Value))],
    };

    /// <summary>A statistic's name.</summary>
    public static Statistic Statistic(string text) =>
        Observe.Metrics.Statistic.TryRead(text, out var statistic) ? statistic : throw Faults.Value($"The value {text} for parameter Stat is not supported.");

    /// <summary>A period.</summary>
    public static TimeSpan Period(int seconds) =>
        seconds is 1 or 5 or 10 or 20 or 30 || (seconds > 0 && seconds % 60 == 0)
            ? TimeSpan.FromSeconds(seconds)
            : throw Faults.Value($"The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60, not {seconds}.");

    /// <summary>The lines of a question, held against the grammar of expressions.</summary>
    public static List<MetricQuery> Read(IReadOnlyList<QueryDocument> documents)
    {
        var queries = documents.Select(Read).ToList();
        if (queries.Select(query => query.Id).Distinct(StringComparer.Ordinal).Count() != queries.Count)
        {
            throw Faults.Value("The values for parameter id in MetricDataQueries are not unique.");
        }

        return queries;
    }

    /// <summary>Refuses expressions that mean nothing.</summary>
    public static void Check(List<MetricQuery> queries, Func<string, AwsException> refuse)
    {
        try
        {
            QueryEvaluation.Check(queries);
        }
        catch (ExpressionException fault)
        {
            throw refuse(fault.Message);
        }
    }

    private static MetricQuery Read(QueryDocument document)
    {
        if (!Id().IsMatch(document.Id))
        {
            throw Faults.Value($"The value {document.Id} for parameter MetricDataQueries.member.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
        }

        if (document.MetricStat is null == document.Expression is null)
        {
            throw Faults.Combination($"Exactly one of the parameters Expression and MetricStat must be given for {document.Id}.");
        }

        return new MetricQuery
        {
            Id = document.Id,
            Label = document.Label,
            ReturnData = document.ReturnData ?? true,
            Expression = document.Expression,
            Period = document.Period is { } period ? Period(period) : null,
            Statistic = document.MetricStat is { } stat ? Read(stat) : null,
        };
    }

    private static MetricStatistic Read(MetricStatDocument stat) =>
        stat.Metric is { Namespace: { } @namespace, MetricName: { } name }
            ? new MetricStatistic(Metric(@namespace, name, stat.Metric.Dimensions), Statistic(stat.Stat), Period(stat.Period), stat.Unit)
            : throw Faults.Missing("The parameters Namespace and MetricName are required.");

    [GeneratedRegex(@"^[a-z][a-zA-Z0-9_]*\z")]
    private static partial Regex Id();
}
