using System.Text;
using System.Text.Json;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>Holds the body of a dashboard against its rules: errors refuse it, warnings are answered with it.</summary>
internal sealed class DashboardBody
{
    private const int MostBytes = 1 << 20;
    private const int MostWidgets = 500;
    private const int Columns = 24;

    private static readonly string[] Types = ["metric", "text", "log", "alarm", "explorer", "custom"];
    private static readonly string[] MetricViews = ["timeSeries", "singleValue", "gauge", "bar", "pie", "table"];
    private static readonly string[] TopMembers = ["widgets", "start", "end", "periodOverride", "variables"];

    private readonly List<DashboardMessage> _errors = [];
    private readonly List<DashboardMessage> _warnings = [];

    private DashboardBody()
    {
    }

    /// <summary>Checks a body; everything wrong at once.</summary>
    public static (IReadOnlyList<DashboardMessage> Errors, IReadOnlyList<DashboardMessage> Warnings) Check(string body)
    {
        var check = new DashboardBody();
        check.Run(body);
        return (check._errors, check._warnings);
    }

    private void Run(string body)
    {
        if (Encoding.UTF8.GetByteCount(body) > MostBytes)
        {
            Error("", "The dashboard body must not be larger than 1 MB");
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            CheckTop(document.RootElement);
        }
        catch (JsonException fault)
        {
            Error("", $"The dashboard body is invalid: it is not valid JSON, line {fault.LineNumber + 1}");
        }
    }

    private void CheckTop(JsonElement top)
    {
        if (top.ValueKind != JsonValueKind.Object || !top.TryGetProperty("widgets", out var widgets) || widgets.ValueKind != JsonValueKind.Array)
        {
            Error("/widgets", "Should have a list of widgets");
            return;
        }

        foreach (var member in top.EnumerateObject().Where(member => !TopMembers.Contains(member.Name)))
        {
            Warning("/" + member.Name, "Unknown property");
        }

        if (top.TryGetProperty("periodOverride", out var period) && Text(period) is not ("auto" or "inherit"))
        {
            Error("/periodOverride", "Should be one of auto, inherit");
        }

        if (widgets.GetArrayLength() > MostWidgets)
        {
            Error("/widgets", $"Should NOT have more than {MostWidgets} items");
        }

        var index = 0;
        foreach (var widget in widgets.EnumerateArray())
        {
            CheckWidget(widget, $"/widgets/{index++}");
        }
    }

    private void CheckWidget(JsonElement widget, string path)
    {
        if (widget.ValueKind != JsonValueKind.Object)
        {
            Error(path, "Should be an object");
            return;
        }

        CheckNumber(widget, path, "x", 0, Columns - 1);
        CheckNumber(widget, path, "y", 0, int.MaxValue);
        CheckNumber(widget, path, "width", 1, Columns);
        CheckNumber(widget, path, "height", 1, 1000);
        var type = widget.TryGetProperty("type", out var found) ? Text(found) : null;
        if (!Types.Contains(type))
        {
            Error(path + "/type", $"Should be one of {string.Join(", ", Types)}");
        }
        else if (!widget.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            Error(path + "/properties", "Should have properties");
        }
        else
        {
            CheckProperties(type!, properties, path + "/properties");
        }
    }

    private void CheckProperties(string type, JsonElement properties, string path)
    {
        switch (type)
        {
            case "metric":
                CheckMetric(properties, path);
                break;
            case "text":
                Require(properties, path, "markdown", JsonValueKind.String);
                break;
            case "log":
                Require(properties, path, "query", JsonValueKind.String);
                Require(properties, path, "region", JsonValueKind.String);
                break;
            case "alarm":
                Require(properties, path, "alarms", JsonValueKind.Array);
                break;
        }
    }

    private void CheckMetric(JsonElement properties, string path)
    {
        Require(properties, path, "region", JsonValueKind.String);
        if (properties.TryGetProperty("view", out var view) && !MetricViews.Contains(Text(view)))
        {
            Error(path + "/view", $"Should be one of {string.Join(", ", MetricViews)}");
        }

        var hasAlarms = properties.TryGetProperty("annotations", out var annotations) && annotations.ValueKind == JsonValueKind.Object && annotations.TryGetProperty("alarms", out _);
        if (!properties.TryGetProperty("metrics", out var metrics))
        {
            if (!hasAlarms)
            {
                Error(path, "Should have metrics or annotations.alarms");
            }

            return;
        }

        if (metrics.ValueKind != JsonValueKind.Array)
        {
            Error(path + "/metrics", "Should be array");
            return;
        }

        var index = 0;
        foreach (var row in metrics.EnumerateArray())
        {
            CheckRow(row, $"{path}/metrics/{index}", index++ == 0);
        }
    }

    private void CheckRow(JsonElement row, string path, bool isFirst)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() == 0)
        {
            Error(path, "Should be an array with at least one item");
            return;
        }

        var last = row[row.GetArrayLength() - 1];
        var words = row.EnumerateArray().Take(row.GetArrayLength() - (last.ValueKind == JsonValueKind.Object ? 1 : 0)).ToList();
        if (words.Exists(word => word.ValueKind != JsonValueKind.String))
        {
            Error(path, "Should hold texts, with at most one object at the end");
            return;
        }

        var texts = words.ConvertAll(word => word.GetString()!);
        var repeats = texts.Exists(text => text is "." or "...");
        if (isFirst && repeats)
        {
            Error(path, "Can not repeat the row above: there is none");
        }

        var isExpression = last.ValueKind == JsonValueKind.Object && last.TryGetProperty("expression", out _);
        if (isExpression ? texts.Count > 0 : texts.Count == 0)
        {
            Error(path, isExpression ? "Should have either a metric or an expression" : "Should have a namespace and a metric name");
        }
        else if (!isExpression && !texts.Contains("...") && (texts.Count < 2 || texts.Count % 2 != 0))
        {
            Error(path, "Should have a namespace, a metric name, and names and values of dimensions in pairs");
        }
    }

    private void CheckNumber(JsonElement widget, string path, string member, int least, int most)
    {
        if (widget.TryGetProperty(member, out var number) && (number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out var value) || value < least || value > most))
        {
            Error($"{path}/{member}", $"Should be a whole number from {least} to {most}");
        }
    }

    private void Require(JsonElement properties, string path, string member, JsonValueKind kind)
    {
        if (!properties.TryGetProperty(member, out var found) || found.ValueKind != kind)
        {
            Error(path, $"Should have required property '{member}'");
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private void Error(string path, string message) => _errors.Add(new DashboardMessage(path, message));

    private void Warning(string path, string message) => _warnings.Add(new DashboardMessage(path, message));
}
