using System.Globalization;
using System.Text.Json.Serialization;

namespace Headwater.Observe.Metrics;

/// <summary>What is told of a span's values: <c>SampleCount</c>, <c>Sum</c>, <c>Average</c>, <c>Minimum</c>, <c>Maximum</c>, or a percentile such as <c>p99.9</c>.</summary>
public sealed record Statistic
{
    private static readonly string[] Simple = ["SampleCount", "Sum", "Average", "Minimum", "Maximum"];

    [JsonConstructor]
    private Statistic(string name, double? percent)
    {
        Name = name;
        Percent = percent;
    }

    /// <summary>As the caller wrote it.</summary>
    public string Name { get; }

    /// <summary>The percentile, 0 to 100, or null.</summary>
    public double? Percent { get; }

    /// <summary>Reads a statistic; false when it is not one of those.</summary>
    public static bool TryRead(string text, out Statistic statistic)
    {
        statistic = new Statistic(text, null);
        if (Simple.Contains(text, StringComparer.Ordinal))
        {
            return true;
        }

        if (text.Length < 2 || text[0] is not ('p' or 'P') || !double.TryParse(text.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || percent > 100)
        {
            return false;
        }

        statistic = new Statistic(text, percent);
        return true;
    }

    /// <summary>The statistic of a bucket; NaN when it cannot be told.</summary>
    public double Of(Bucket bucket) => Name switch
    {
        _ when Percent is { } percent => bucket.Percentile(percent),
        "SampleCount" => bucket.Count,
        "Sum" => bucket.Sum,
        "Average" => bucket.Sum / bucket.Count,
        "Minimum" => bucket.Minimum,
        _ => bucket.Maximum,
    };
}
