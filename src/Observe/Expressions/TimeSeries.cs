namespace Headwater.Observe.Expressions;

/// <summary>Numbers at times, in order of time; where there is none, the time is absent.</summary>
public sealed class TimeSeries
{
    private readonly SortedDictionary<DateTimeOffset, double> _points;

    /// <summary>A series of points with different times, in any order.</summary>
    public TimeSeries(IEnumerable<KeyValuePair<DateTimeOffset, double>> points) => _points = new(new Dictionary<DateTimeOffset, double>(points));

    /// <summary>The points in order of time.</summary>
    public IReadOnlyDictionary<DateTimeOffset, double> Points => _points;

    /// <summary>What a person calls it; null for nothing of its own.</summary>
    public string? Label { get; init; }

    /// <summary>Each point changed.</summary>
    public TimeSeries Select(Func<double, double> change) => new(_points.Select(point => KeyValuePair.Create(point.Key, change(point.Value))));

    /// <summary>Where both have a point.</summary>
    public TimeSeries Zip(TimeSeries other, Func<double, double, double> join) =>
        new(_points.Where(point => other._points.ContainsKey(point.Key)).Select(point => KeyValuePair.Create(point.Key, join(point.Value, other._points[point.Key]))));

    /// <summary>Where any of them has a point, from those that have one.</summary>
    public static TimeSeries Fold(IEnumerable<TimeSeries> all, Func<IEnumerable<double>, double> fold) =>
        new(all.SelectMany(series => series._points).GroupBy(point => point.Key, point => point.Value).Select(group => KeyValuePair.Create(group.Key, fold(group))));
}
