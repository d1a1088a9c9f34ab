using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headwater.Observe.Alarms;

/// <summary>Why an alarm is in its state, in CloudWatch's words.</summary>
public static class AlarmReason
{
    /// <summary>Of an alarm that was just made.</summary>
    public const string Created = "Unchecked: Initial alarm creation";

    private const int MostChars = 1023;

    /// <summary>For a person.</summary>
    public static string Text(AlarmThreshold threshold, AlarmVerdict verdict)
    {
        var text = verdict.State == AlarmState.InsufficientData
            ? $"Insufficient Data: {Count(threshold.Periods, "datapoint was", "datapoints were")} unknown."
            : verdict.Judged.Count == 0 ? OfGaps(threshold, verdict) : OfPoints(threshold, verdict);
        return text.Length <= MostChars ? text : text[..(MostChars - 3)] + "...";
    }

    /// <summary>For a program: JSON.</summary>
    public static string Json(AlarmDefinition alarm, AlarmThreshold threshold, IReadOnlyList<AlarmPoint> range, AlarmVerdict verdict, DateTimeOffset now)
    {
        var document = new JsonObject
        {
            ["version"] = "1.0",
            ["queryDate"] = Iso(now),
        };
        if (range.FirstOrDefault(point => point.Value is not null) is { Value: not null } first)
        {
            document["startDate"] = Iso(first.Time);
        }

        if (alarm.Queries.Count == 1 && alarm.Queries[0].Statistic is { } statistic)
        {
            document["unit"] = statistic.Unit;
            document[statistic.Statistic.Percent is null ? "statistic" : "extendedStatistic"] = statistic.Statistic.Name;
        }

        document["period"] = (long)alarm.Period.TotalSeconds;
        document["recentDatapoints"] = new JsonArray([.. verdict.Judged.Select(point => (JsonNode)point.Value!.Value)]);
        document["threshold"] = threshold.Value;
        document["evaluatedDatapoints"] = new JsonArray([.. range.Reverse().Take(Math.Max(threshold.Periods, 1)).Select(Evaluated)]);
        if (document["unit"] is null)
        {
            document.Remove("unit");
        }

        return document.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>A number with at least one decimal.</summary>
    public static string Number(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15 ? value.ToString("0.0", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);

    private static string OfGaps(AlarmThreshold threshold, AlarmVerdict verdict) =>
        $"Threshold Crossed: no datapoints were received for {Count(threshold.Periods, "period", "periods")} and "
        + $"{Count(verdict.Filled, "missing datapoint was", "missing datapoints were")} treated as [{(threshold.Missing == MissingPoints.Breaching ? "Breaching" : "NonBreaching")}].";

    private static string OfPoints(AlarmThreshold threshold, AlarmVerdict verdict)
    {
        var alarm = verdict.State == AlarmState.Alarm;
        var telling = verdict.Judged.Where(point => threshold.Breaches(point.Value!.Value) == alarm).ToList();
        var points = string.Join(", ", telling.AsEnumerable().Reverse().Select(Point));
        var filled = verdict.Filled > 0 ? $" and {Count(verdict.Filled, "missing datapoint was", "missing datapoints were")} treated as [{(threshold.Missing == MissingPoints.Breaching ? "Breaching" : "NonBreaching")}]" : "";
        var least = alarm ? threshold.ToAlarm : threshold.Periods - threshold.ToAlarm + 1;
        return $"Threshold Crossed: {telling.Count} out of the last {verdict.Judged.Count} datapoints [{points}] {(telling.Count == 1 ? "was" : "were")}{(alarm ? "" : " not")} "
            + $"{Words(threshold.Comparison)} the threshold ({Number(threshold.Value)}){filled} "
            + $"(minimum {Count(least, "datapoint", "datapoints")} for {(alarm ? "OK -> ALARM" : "ALARM -> OK")} transition).";
    }

    private static string Words(AlarmComparison comparison) => comparison switch
    {
        AlarmComparison.GreaterThanOrEqualToThreshold => "greater than or equal to",
        AlarmComparison.GreaterThanThreshold => "greater than",
        AlarmComparison.LessThanThreshold => "less than",
        _ => "less than or equal to",
    };

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    private static string Point(AlarmPoint point) => $"{Number(point.Value!.Value)} ({point.Time.UtcDateTime.ToString("dd/MM/yy HH:mm:ss", CultureInfo.InvariantCulture)})";

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    private static JsonNode Evaluated(AlarmPoint point)
    {
        var node = new JsonObject { ["timestamp"] = Iso(point.Time) };
        if (point.SampleCount is { } samples)
        {
            node["sampleCount"] = samples;
        }

        if (point.Value is { } value)
        {
            node["value"] = value;
        }

        return node;
    }
}
