namespace Headwater.Observe.Expressions;

/// <summary>Computes an expression.</summary>
/// <param name="find">The value of another line; null when there is none of that id.</param>
/// <param name="metrics">The metric lines with their ids, for <c>METRICS()</c>.</param>
/// <param name="grid">Where points may be.</param>
internal sealed class ExpressionEvaluation(Func<string, ExpressionValue?> find, Func<IEnumerable<(string Id, TimeSeries Series)>> metrics, TimeGrid grid)
{
    private static readonly string[] Words = ["REPEAT", "LINEAR"];

    /// <summary>The value of a part.</summary>
    /// <exception cref="ExpressionException">It has none.</exception>
    public ExpressionValue Of(ExpressionNode node) => node switch
    {
        NumberNode number => new ScalarValue(number.Number),
        NegationNode negation => Each(Of(negation.Operand), value => -value),
        NameNode name => find(name.Name) ?? Word(name.Name),
        BinaryNode binary => Join(Of(binary.Left), Of(binary.Right), Operation(binary.Operator)),
        ListNode list => new ListValue([.. list.Items.SelectMany(item => Series(Of(item)))]),
        CallNode call => Call(call),
        _ => throw new ExpressionException("A text stands where a number or a metric must be"),
    };

    private static WordValue Word(string name) =>
        Words.Contains(name, StringComparer.OrdinalIgnoreCase) ? new WordValue(name.ToUpperInvariant()) : throw new ExpressionException($"There is no metric or expression '{name}'");

    private static Func<double, double, double> Operation(string symbol) => symbol switch
    {
        "+" => (left, right) => left + right,
        "-" => (left, right) => left - right,
        "*" => (left, right) => left * right,
        "/" => (left, right) => left / right,
        "^" => Math.Pow,
        "==" => (left, right) => Truth(left.Equals(right)),
        "!=" => (left, right) => Truth(!left.Equals(right)),
        "<" => (left, right) => Truth(left < right),
        "<=" => (left, right) => Truth(left <= right),
        ">" => (left, right) => Truth(left > right),
        ">=" => (left, right) => Truth(left >= right),
        "&&" or "AND" => (left, right) => Truth(left != 0 && right != 0),
        _ => (left, right) => Truth(left != 0 || right != 0),
    };

    private static double Truth(bool value) => value ? 1 : 0;

    private static bool IsNumber(double value) => double.IsFinite(value);

    private static TimeSeries Finite(TimeSeries series) => new(series.Points.Where(point => IsNumber(point.Value)));

    private static ExpressionValue Each(ExpressionValue value, Func<double, double> change) => value switch
    {
        ScalarValue scalar => new ScalarValue(change(scalar.Number)),
        SeriesValue series => new SeriesValue(Finite(series.Series.Select(change))),
        ListValue list => new ListValue([.. list.All.Select(series => Finite(series.Select(change)))]),
        _ => throw new ExpressionException("A word stands where a number or a metric must be"),
    };

    private static ExpressionValue Join(ExpressionValue left, ExpressionValue right, Func<double, double, double> join) => (left, right) switch
    {
        (ScalarValue one, _) => Each(right, value => join(one.Number, value)),
        (_, ScalarValue other) => Each(left, value => join(value, other.Number)),
        (SeriesValue one, SeriesValue other) => new SeriesValue(Finite(one.Series.Zip(other.Series, join))),
        (ListValue one, SeriesValue other) => new ListValue([.. one.All.Select(series => Finite(series.Zip(other.Series, join)))]),
        (SeriesValue one, ListValue other) => new ListValue([.. other.All.Select(series => Finite(one.Series.Zip(series, join)))]),
        (ListValue one, ListValue other) when one.All.Count == other.All.Count => new ListValue([.. one.All.Zip(other.All, (first, second) => Finite(first.Zip(second, join)))]),
        _ => throw new ExpressionException("Two lists of metrics of different lengths cannot be joined"),
    };

    private static IEnumerable<TimeSeries> Series(ExpressionValue value) => value switch
    {
        SeriesValue series => [series.Series],
        ListValue list => list.All,
        _ => throw new ExpressionException("A number stands where a metric must be"),
    };

    private ExpressionValue Call(CallNode call) => call.Function switch
    {
        "SUM" => Fold(call, Enumerable.Sum),
        "AVG" => Fold(call, Enumerable.Average),
        "MIN" => Fold(call, Enumerable.Min),
        "MAX" => Fold(call, Enumerable.Max),
        "ABS" => Each(Argument(call, 0, 1), Math.Abs),
        "CEIL" => Each(Argument(call, 0, 1), Math.Ceiling),
        "FLOOR" => Each(Argument(call, 0, 1), Math.Floor),
        "RATE" => Map(Argument(call, 0, 1), Rate),
        "FILL" => Fill(call),
        "IF" => If(call),
        "METRICS" => Metrics(call),
        _ => throw new ExpressionException($"The function {call.Function} does not run here"),
    };

    private ExpressionValue Argument(CallNode call, int index, int most) =>
        call.Arguments.Count > index && call.Arguments.Count <= most ? Of(call.Arguments[index]) : throw new ExpressionException($"{call.Function} takes {most} arguments");

    private static ExpressionValue Map(ExpressionValue value, Func<TimeSeries, TimeSeries> change) =>
        value is ListValue list ? new ListValue([.. list.All.Select(change)]) : new SeriesValue(change(Series(value).Single()));

    /// <summary>Of one series a number over all its time; of several a series.</summary>
    private ExpressionValue Fold(CallNode call, Func<IEnumerable<double>, double> fold)
    {
        if (call.Arguments.Count == 1 && Argument(call, 0, 1) is SeriesValue single)
        {
            return new ScalarValue(single.Series.Points.Count == 0 ? double.NaN : fold(single.Series.Points.Values));
        }

        return new SeriesValue(TimeSeries.Fold(call.Arguments.SelectMany(argument => Series(Of(argument))), fold));
    }

    private static TimeSeries Rate(TimeSeries series) =>
        new(series.Points.Zip(series.Points.Skip(1), (before, after) => KeyValuePair.Create(after.Key, (after.Value - before.Value) / (after.Key - before.Key).TotalSeconds)));

    private ExpressionValue Fill(CallNode call)
    {
        var with = Argument(call, 1, 2);
        return Map(Argument(call, 0, 2), series => with switch
        {
            ScalarValue number => Filled(series, _ => number.Number),
            SeriesValue other => Filled(series, time => other.Series.Points.TryGetValue(time, out var value) ? value : null),
            WordValue { Name: "REPEAT" } => Filled(series, time => Before(series, time)?.Value),
            WordValue => Filled(series, time => Between(Before(series, time), After(series, time), time)),
            _ => throw new ExpressionException("FILL takes a metric and a number, a metric, REPEAT or LINEAR"),
        });
    }

    private TimeSeries Filled(TimeSeries series, Func<DateTimeOffset, double?> fill)
    {
        var points = new Dictionary<DateTimeOffset, double>(series.Points);
        foreach (var time in grid.Times())
        {
            if (!points.ContainsKey(time) && fill(time) is { } value)
            {
                points.Add(time, value);
            }
        }

        return new TimeSeries(points);
    }

    private static KeyValuePair<DateTimeOffset, double>? Before(TimeSeries series, DateTimeOffset time) =>
        series.Points.TakeWhile(point => point.Key < time).Select(point => (KeyValuePair<DateTimeOffset, double>?)point).LastOrDefault();

    private static KeyValuePair<DateTimeOffset, double>? After(TimeSeries series, DateTimeOffset time) =>
        series.Points.SkipWhile(point => point.Key < time).Select(point => (KeyValuePair<DateTimeOffset, double>?)point).FirstOrDefault();

    private static double? Between(KeyValuePair<DateTimeOffset, double>? before, KeyValuePair<DateTimeOffset, double>? after, DateTimeOffset time) =>
        before is { } low && after is { } high ? low.Value + ((high.Value - low.Value) * ((time - low.Key) / (high.Key - low.Key))) : null;

    private ExpressionValue If(CallNode call)
    {
        var condition = Argument(call, 0, 3);
        var then = Argument(call, 1, 3);
        var otherwise = call.Arguments.Count == 3 ? Of(call.Arguments[2]) : null;
        if (condition is ScalarValue always)
        {
            return always.Number != 0 ? then : otherwise ?? new SeriesValue(new TimeSeries([]));
        }

        var chosen = Series(condition).Single().Points.Select(point => (point.Key, Value: At(point.Value != 0 ? then : otherwise, point.Key)));
        return new SeriesValue(new TimeSeries(chosen.Where(point => point.Value is not null).Select(point => KeyValuePair.Create(point.Key, point.Value!.Value))));
    }

    private static double? At(ExpressionValue? value, DateTimeOffset time) => value switch
    {
        null => null,
        ScalarValue scalar => scalar.Number,
        _ => Series(value).Single().Points.TryGetValue(time, out var number) ? number : null,
    };

    private ListValue Metrics(CallNode call)
    {
        var part = call.Arguments switch
        {
            [] => "",
            [TextNode text] => text.Text,
            _ => throw new ExpressionException("METRICS takes a text or nothing"),
        };
        return new ListValue([.. metrics().Where(metric => metric.Id.Contains(part, StringComparison.Ordinal)).Select(metric => metric.Series)]);
    }
}
