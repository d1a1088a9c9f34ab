using System.Text.Json;

namespace Headwater.Observe.Metrics;

/// <summary>Which series have which place, as one JSON line each time a place is taken; the last line of a place counts.</summary>
internal sealed class SeriesCatalog(string directory)
{
    private static readonly JsonSerializerOptions Json = new() { TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() };

    private readonly string _path = Path.Combine(directory, "series.jsonl");

    /// <summary>The series by their places. A last line that was cut by a crash is passed over, and cut off.</summary>
    public IReadOnlyList<MetricSeries> Read()
    {
        var places = new Dictionary<int, MetricSeries>();
        if (!File.Exists(_path))
        {
            return [];
        }

        CutTornLine();
        foreach (var line in File.ReadLines(_path))
        {
            if (JsonSerializer.Deserialize<Entry>(line, Json) is { } entry)
            {
                var metric = MetricId.Of(entry.Namespace, entry.Name, entry.Dimensions.Select(dimension => new MetricDimension(dimension[0], dimension[1])));
                places[entry.Index] = new MetricSeries(metric, entry.Unit, entry.Index, entry.Generation) { Newest = entry.Since };
            }
        }

        return [.. places.Values];
    }

    /// <summary>Notes that a series has taken its place.</summary>
    public void Append(MetricSeries series)
    {
        var entry = new Entry(
            series.Index, series.Generation, series.Metric.Namespace, series.Metric.Name, [.. series.Metric.Dimensions.Select(dimension => new[] { dimension.Name, dimension.Value })], series.Unit, series.Newest);
        File.AppendAllText(_path, JsonSerializer.Serialize(entry, Json) + "\n");
    }

    private void CutTornLine()
    {
        using var file = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite);
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
            {
                break;
            }

            end--;
        }

        file.SetLength(end);
    }

    private sealed record Entry(int Index, int Generation, string Namespace, string Name, string[][] Dimensions, string Unit, DateTimeOffset Since);
}
