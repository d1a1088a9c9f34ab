namespace Headwater.Observe.Metrics;

/// <summary>One line of a question about metrics: a statistic of a metric, or an expression over other lines.</summary>
public sealed record MetricQuery
{
    /// <summary>Names the line for expressions: begins with a lower-case letter.</summary>
    public required string Id { get; init; }

    /// <summary>What is read, or null for an expression.</summary>
    public MetricStatistic? Statistic { get; init; }

    /// <summary>What is computed, or null for a metric.</summary>
    public string? Expression { get; init; }

    /// <summary>What a person reads; null: made of the metric or the id.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the line is answered, or only there for others. Default true.</summary>
    public bool ReturnData { get; init; } = true;

    /// <summary>Grid of an expression; null: the longest period of the metrics.</summary>
    public TimeSpan? Period { get; init; }
}
