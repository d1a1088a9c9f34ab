using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Headwater.Aws.Services.Events;

/// <summary>What a target is given of an event.</summary>
internal static partial class EventTarget
{
    private static readonly string[] Known = ["Id", "Arn", "RoleArn", "Input", "InputPath", "InputTransformer"];
    private static readonly string[] Inputs = ["Input", "InputPath", "InputTransformer"];

    /// <summary>What is wrong with a target, or null.</summary>
    public static string? Fault(JsonObject target)
    {
        var arn = (string)target["Arn"]!;
        if (target.FirstOrDefault(member => !Known.Contains(member.Key)).Key is { } unknown)
        {
            return $"Parameter {unknown} is not supported here";
        }

        if (LogGroupOf(arn) is null && !(arn.StartsWith("arn:aws:sns:", StringComparison.Ordinal) && arn.Split(':').Length == 6))
        {
            return $"Target {arn} is not supported here: log groups and SNS topics are";
        }

        if (Inputs.Count(target.ContainsKey) > 1)
        {
            return "Only one of Input, InputPath, or InputTransformer must be provided";
        }

        return target["Input"] is { } input && !IsJson((string)input!) ? "JSON syntax error in input" : null;
    }

    /// <summary>The log group of an ARN, or null when it is none.</summary>
    public static string? LogGroupOf(string arn)
    {
        var parts = arn.Split(':');
        return parts is ["arn", "aws", "logs", _, _, "log-group", var name, ..] && parts.Length is 7 or 8 && name.Length > 0 ? name : null;
    }

    /// <summary>The text for a target.</summary>
    public static string Text(JsonObject target, JsonObject envelope, EventRule rule) =>
        (string?)target["Input"] is { } input ? input
        : (string?)target["InputPath"] is { } path ? Find(envelope, path)?.ToJsonString() ?? ""
        : target["InputTransformer"] is JsonObject transformer ? Transformed(transformer, envelope, rule)
        : envelope.ToJsonString();

    private static string Transformed(JsonObject transformer, JsonObject envelope, EventRule rule)
    {
        var values = new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["aws.events.rule-arn"] = rule.Arn,
            ["aws.events.rule-name"] = rule.Name,
            ["aws.events.event.json"] = envelope.DeepClone(),
            ["aws.events.event.ingestion-time"] = envelope["time"]?.DeepClone(),
        };
        foreach (var (name, path) in transformer["InputPathsMap"] as JsonObject ?? [])
        {
            values[name] = Find(envelope, (string)path!)?.DeepClone();
        }

        var template = (string)transformer["InputTemplate"]!;
        return Place().Replace(template, match => values.TryGetValue(match.Groups[1].Value, out var value) ? Inserted(value, IsQuoted(template, match.Index)) : match.Value);
    }

    // Inside quotes a text goes in without its own; outside, a value goes in as JSON.
    private static string Inserted(JsonNode? value, bool isQuoted) =>
        value is null ? ""
        : isQuoted ? value.GetValueKind() == JsonValueKind.String ? JsonSerializer.Serialize((string)value!)[1..^1] : JsonSerializer.Serialize(value.ToJsonString())[1..^1]
        : value.ToJsonString();

    private static bool IsQuoted(string template, int index)
    {
        var quotes = 0;
        for (var at = 0; at < index; at++)
        {
            quotes += template[at] == '"' && (at == 0 || template[at - 1] != '\\') ? 1 : 0;
        }

        return quotes % 2 == 1;
    }

    private static JsonNode? Find(JsonNode root, string path)
    {
        var found = root;
        foreach (Match step in Step().Matches(path.TrimStart('$')))
        {
            found = step.Groups[2].Success
                ? found is JsonArray list && int.Parse(step.Groups[2].Value) is var index && index < list.Count ? list[index] : null
                : found is JsonObject whole ? whole[step.Groups[1].Value] : null;
            if (found is null)
            {
                return null;
            }
        }

        return found;
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonNode.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex("<([A-Za-z0-9_.-]+)>")]
    private static partial Regex Place();

    [GeneratedRegex(@"\.([A-Za-z0-9_-]+)|\[([0-9]{1,6})\]")]
    private static partial Regex Step();
}
