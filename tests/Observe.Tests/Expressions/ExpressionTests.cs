using Headwater.Observe.Expressions;
using Headwater.Observe.Metrics;

namespace Headwater.Observe.Tests.Expressions;

public sealed class ExpressionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>a is 1, 2, 4 in three minutes; b is 10 in the first and 30 in the third. Blank for no point.</summary>
    [Theory]
    [InlineData("a + 1", "2 3 5")]
    [InlineData("a + b", "11 _ 34")]
    [InlineData("-a * 2 + 10 / 5", "0 -2 -6")]
    [InlineData("2 * (a + 1)", "4 6 10")]
    [InlineData("SUM([a, b])", "11 2 34")]
    [InlineData("SUM(METRICS())", "11 2 34")]
    [InlineData("AVG(METRICS(\"a\"))", "1 2 4")]
    [InlineData("MAX([a,b]) - MIN([a,b])", "9 0 26")]
    [InlineData("a / MAX(a)", "0.25 0.5 1")]
    [InlineData("FILL(b, 0)", "10 0 30")]
    [InlineData("FILL(b, REPEAT)", "10 10 30")]
    [InlineData("FILL(b, LINEAR)", "10 20 30")]
    [InlineData("IF(a > 1, a, 0)", "0 2 4")]
    [InlineData("IF(a > 1 AND a < 4, 1)", "_ 1 _")]
    [InlineData("RATE(a) * 60", "_ 1 2")]
    [InlineData("a / (a - 2)", "-1 _ 2")]
    public void Of_AnExpression_GivesItsPoints(string expression, string expected)
    {
        var points = Evaluate(expression).Single().Points;

        var told = Enumerable.Range(0, 3).Select(minute => points.TryGetValue(Start.AddMinutes(minute), out var value) ? Math.Round(value, 6).ToString(System.Globalization.CultureInfo.InvariantCulture) : "_");
        Assert.Equal(expected, string.Join(' ', told));
    }

    [Theory]
    [InlineData("a +")]
    [InlineData("a b")]
    [InlineData("c + 1")]
    [InlineData("e + 1")]
    [InlineData("SEARCH('x', 'Sum', 60)")]
    [InlineData("(a")]
    [InlineData("a ; b")]
    [InlineData("REPEAT + 1")]
    public void Of_WhatIsNoExpression_IsRefused(string expression) => Assert.Throws<ExpressionException>(() => Evaluate(expression));

    [Fact]
    public void Of_DeepNesting_IsRefused() => Assert.Throws<ExpressionException>(() => Evaluate(new string('(', 100_000)));

    private static IReadOnlyList<TimeSeries> Evaluate(string expression)
    {
        Assert.True(Statistic.TryRead("Sum", out var sum));
        MetricQuery Line(string id) => new() { Id = id, Statistic = new MetricStatistic(MetricId.Of("N", id), sum, TimeSpan.FromMinutes(1), null) };

        return new QueryEvaluation([Line("a"), Line("b"), new MetricQuery { Id = "e", Expression = expression }], Read, Start, Start.AddMinutes(3)).Of("e");
    }

    private static TimeSeries Read(MetricStatistic statistic, DateTimeOffset start, DateTimeOffset end) => new(
        statistic.Metric.Name == "a"
            ? new Dictionary<DateTimeOffset, double> { [Start] = 1, [Start.AddMinutes(1)] = 2, [Start.AddMinutes(2)] = 4 }
            : new Dictionary<DateTimeOffset, double> { [Start] = 10, [Start.AddMinutes(2)] = 30 });
}
