using System.Text.Json.Serialization;
using Headwater.Foundation;

namespace Headwater.Observe.Metrics;

/// <summary>Names one metric: namespace, name and the exact set of dimensions. Asking with fewer dimensions finds nothing.</summary>
public sealed record MetricId
{
    [JsonConstructor]
    private MetricId(string @namespace, string name, EquatableList<MetricDimension> dimensions)
    {
        Namespace = @namespace;
        Name = name;
        Dimensions = dimensions;
    }

    /// <summary>Such as <c>AWS/MediaLive</c>.</summary>
    public string Namespace { get; }

    /// <summary>Such as <c>ActiveAlerts</c>.</summary>
    public string Name { get; }

    /// <summary>In the order of their names.</summary>
    public EquatableList<MetricDimension> Dimensions { get; }

    /// <summary>Names a metric; the order of the dimensions does not matter.</summary>
    public static MetricId Of(string @namespace, string name, IEnumerable<MetricDimension> dimensions) =>
        new(@namespace, name, [.. dimensions.OrderBy(dimension => dimension.Name, StringComparer.Ordinal).ThenBy(dimension => dimension.Value, StringComparer.Ordinal)]);

    /// <summary>Names a metric by pairs of dimension names and values.</summary>
    public static MetricId Of(string @namespace, string name, params ReadOnlySpan<(string Name, string Value)> dimensions)
    {
        var list = new List<MetricDimension>(dimensions.Length);
        foreach (var (dimension, value) in dimensions)
        {
            list.Add(new(dimension, value));
        }

        return Of(@namespace, name, list);
    }
}
