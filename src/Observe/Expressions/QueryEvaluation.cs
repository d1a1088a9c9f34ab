using Headwater.Observe.Metrics;

namespace Headwater.Observe.Expressions;

/// <summary>Answers a question of several lines over one stretch of time.</summary>
public sealed class QueryEvaluation
{
    private readonly Dictionary<string, MetricQuery> _queries;
    private readonly Func<MetricStatistic, DateTimeOffset, DateTimeOffset, TimeSeries> _read;
    private readonly DateTimeOffset _start;
    private readonly DateTimeOffset _end;
    private readonly TimeSpan _period;
    private readonly Dictionary<string, ExpressionValue?> _values = new(StringComparer.Ordinal);

    /// <summary>Prepares an answer.</summary>
    /// <param name="queries">The lines; ids are unique.</param>
    /// <param name="read">Reads a statistic's points.</param>
    /// <param name="start">From here.</param>
    /// <param name="end">To before this.</param>
    public QueryEvaluation(
        IReadOnlyList<MetricQuery> queries, Func<MetricStatistic, DateTimeOffset, DateTimeOffset, TimeSeries> read, DateTimeOffset start, DateTimeOffset end)
    {
        _queries = queries.ToDictionary(query => query.Id, StringComparer.Ordinal);
        _read = read;
        _start = start;
        _end = end;
        _period = queries.Max(query => query.Statistic?.Period) ?? TimeSpan.FromMinutes(1);
    }

    /// <summary>The series of a line: one, or several when it is a list, or a flat one when it is a number.</summary>
    /// <exception cref="ExpressionException">An expression means nothing.</exception>
    public IReadOnlyList<TimeSeries> Of(string id) => Find(id) switch
    {
        SeriesValue series => [series.Series],
        ListValue list => list.All,
        ScalarValue scalar => [new TimeSeries(double.IsFinite(scalar.Number) ? Grid(_queries[id]).Times().Select(time => KeyValuePair.Create(time, scalar.Number)) : [])],
        _ => throw new ExpressionException($"The expression of '{id}' is no metric"),
    };

    /// <summary>Holds an expression against the grammar and the functions that run here.</summary>
    /// <exception cref="ExpressionException">It does not fit.</exception>
    public static void Check(IReadOnlyList<MetricQuery> queries)
    {
        var nothing = new QueryEvaluation(queries, (_, _, _) => new TimeSeries([]), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        foreach (var query in queries)
        {
            _ = nothing.Of(query.Id);
        }
    }

    private ExpressionValue? Find(string id)
    {
        if (!_queries.TryGetValue(id, out var query))
        {
            return null;
        }

        if (_values.TryGetValue(id, out var known))
        {
            return known ?? throw new ExpressionException($"The expression of '{id}' needs itself");
        }

        _values[id] = null;
        var value = query.Statistic is { } statistic
            ? new SeriesValue(_read(statistic, _start, _end))
            : new ExpressionEvaluation(Find, Metrics, Grid(query)).Of(ExpressionReader.Read(query.Expression!));
        return _values[id] = value;
    }

    private IEnumerable<(string Id, TimeSeries Series)> Metrics() =>
        _queries.Values.Where(query => query.Statistic is not null).Select(query => (query.Id, ((SeriesValue)Find(query.Id)!).Series));

    private TimeGrid Grid(MetricQuery query)
    {
        var period = query.Period ?? _period;
        return new TimeGrid(DateTimeOffset.UnixEpoch + (period * Math.Floor((_start - DateTimeOffset.UnixEpoch) / period)), _end, period);
    }
}
