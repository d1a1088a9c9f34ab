using System.Globalization;
using Headwater.Observe.Logs.Patterns;
using Headwater.Observe.Metrics;

namespace Headwater.Observe.Logs;

/// <summary>Makes values of a metric of lines that fit a pattern.</summary>
public sealed record MetricFilter
{
    /// <summary>The group whose lines are looked at.</summary>
    public required string Group { get; init; }

    /// <summary>Unique in its group.</summary>
    public required string Name { get; init; }

    /// <summary>Which lines.</summary>
    public required string Pattern { get; init; }

    /// <summary>Namespace of the metric.</summary>
    public required string MetricNamespace { get; init; }

    /// <summary>Name of the metric.</summary>
    public required string MetricName { get; init; }

    /// <summary>A number, or where in the line one stands: <c>$.field</c> or <c>$word</c>.</summary>
    public required string Value { get; init; }

    /// <summary>Recorded for lines that do not fit; null for nothing.</summary>
    public double? Default { get; init; }

    /// <summary>Dimension names and where in the line their values stand; at most three.</summary>
    public SortedDictionary<string, string> Dimensions { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Unit of the metric. Default <c>None</c>.</summary>
    public string Unit { get; init; } = "None";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>What a line gives, or null for nothing.</summary>
    internal MetricSample? Sample(FilterPattern pattern, LogLine line)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(line.Time);
        if (pattern.Match(line.Text) is null)
        {
            return Default is { } otherwise && Dimensions.Count == 0 ? new MetricSample(MetricId.Of(MetricNamespace, MetricName), Unit, otherwise, time) : null;
        }

        var text = Value.StartsWith('$') ? pattern.Select(line.Text, Value) : Value;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            return null;
        }

        // A line that lacks a dimension is a value of the metric without dimensions.
        var dimensions = Dimensions.Select(pair => (pair.Key, Value: pattern.Select(line.Text, pair.Value))).ToList();
        var all = dimensions.TrueForAll(pair => !string.IsNullOrEmpty(pair.Value)) ? dimensions : [];
        return new MetricSample(MetricId.Of(MetricNamespace, MetricName, all.Select(pair => new MetricDimension(pair.Key, pair.Value!))), Unit, value, time);
    }
}
