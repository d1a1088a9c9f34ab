using Headwater.Observe.Alarms;

namespace Headwater.Observe.Tests.Alarms;

public sealed class AlarmEvaluationTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>0 within bounds, X out of them, - missing; newest right. Then: missing, ignore, breaching, notBreaching; K keeps the state.</summary>
    public static TheoryData<int, int, string, string> Table => new()
    {
        { 3, 3, "0-X-X", "O O O O" },
        { 3, 3, "0----", "O O O O" },
        { 3, 3, "-----", "I K A O" },
        { 3, 3, "0XX-X", "A A A A" },
        { 3, 3, "--X--", "A K A O" },
        { 2, 3, "0-X-X", "A A A A" },
        { 2, 3, "00X0X", "A A A A" },
        { 2, 3, "0-X--", "O O A O" },
        { 2, 3, "----0", "O O A O" },
        { 2, 3, "---X-", "A K A O" },
        { 3, 3, "----X", "O K A O" },
        { 1, 1, "X--", "A A A A" },
        { 1, 1, "--0", "O O O O" },
        { 1, 1, "---", "I K A O" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Judge_PointsOfTheTable_GivesTheStateOfTheTable(int toAlarm, int periods, string points, string expected)
    {
        var range = points.Select((symbol, index) => new AlarmPoint(Start.AddMinutes(index), symbol switch { '0' => 1.0, 'X' => 5.0, _ => null }, 1)).ToList();

        var states = Enum.GetValues<MissingPoints>().Select(missing =>
            AlarmEvaluation.Judge(new AlarmThreshold(periods, toAlarm, AlarmComparison.GreaterThanThreshold, 3, missing), range).State switch
            {
                AlarmState.Alarm => "A",
                AlarmState.Ok => "O",
                AlarmState.InsufficientData => "I",
                _ => "K",
            });

        Assert.Equal(expected, string.Join(' ', states));
    }

    [Theory]
    [InlineData(AlarmComparison.GreaterThanThreshold, 3, false)]
    [InlineData(AlarmComparison.GreaterThanOrEqualToThreshold, 3, true)]
    [InlineData(AlarmComparison.LessThanThreshold, 3, false)]
    [InlineData(AlarmComparison.LessThanOrEqualToThreshold, 3, true)]
    public void Breaches_AtTheThreshold_DependsOnTheComparison(AlarmComparison comparison, double value, bool expected) =>
        Assert.Equal(expected, new AlarmThreshold(1, 1, comparison, 3, MissingPoints.Missing).Breaches(value));

    [Fact]
    public void Judge_TooFewSamplesForAPercentile_KeepsTheState()
    {
        var threshold = new AlarmThreshold(1, 1, AlarmComparison.GreaterThanThreshold, 3, MissingPoints.Missing) { LeastSamples = 100 };

        Assert.Null(AlarmEvaluation.Judge(threshold, [new AlarmPoint(Start, 9, 99)]).State);
        Assert.Equal(AlarmState.Alarm, AlarmEvaluation.Judge(threshold, [new AlarmPoint(Start, 9, 100)]).State);
    }

    [Fact]
    public void Text_OfPoints_IsCloudWatchsSentence()
    {
        var threshold = new AlarmThreshold(1, 1, AlarmComparison.GreaterThanThreshold, 3, MissingPoints.Missing);
        var verdict = AlarmEvaluation.Judge(threshold, [new AlarmPoint(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), 5, 1)]);

        Assert.Equal(
            "Threshold Crossed: 1 out of the last 1 datapoints [5.0 (01/01/24 00:00:00)] was greater than the threshold (3.0) (minimum 1 datapoint for OK -> ALARM transition).",
            AlarmReason.Text(threshold, verdict));
    }

    [Fact]
    public void Text_OfGapsThatCountAsBreaching_SaysSo()
    {
        var threshold = new AlarmThreshold(1, 1, AlarmComparison.GreaterThanThreshold, 3, MissingPoints.Breaching);
        var verdict = AlarmEvaluation.Judge(threshold, [new AlarmPoint(Start, null, null)]);

        Assert.Equal("Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].", AlarmReason.Text(threshold, verdict));
    }

    [Theory]
    [InlineData("ALARM(a)", true)]
    [InlineData("ALARM(\"a\") AND NOT OK(b)", false)]
    [InlineData("ALARM('a') AND (OK(b) OR FALSE)", true)]
    [InlineData("NOT ALARM(a) OR INSUFFICIENT_DATA(c)", true)]
    [InlineData("ALARM(arn:aws:cloudwatch:us-east-1:000000000000:alarm:a) AND TRUE", true)]
    [InlineData("OK(a) AND OK(b) OR ALARM(a)", true)]
    public void Rule_OverStates_Holds(string text, bool expected)
    {
        var rule = AlarmRule.Read(text);

        Assert.Equal(expected, rule.Holds(name => name switch { "a" => AlarmState.Alarm, "b" => AlarmState.Ok, _ => AlarmState.InsufficientData }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ALARM(a")]
    [InlineData("ALARM(a) AND")]
    [InlineData("ALARM(a) OK(b)")]
    [InlineData("SLEEPING(a)")]
    [InlineData("ALARM()")]
    public void Rule_ThatIsNone_IsRefused(string text) => Assert.Throws<FormatException>(() => AlarmRule.Read(text));
}
