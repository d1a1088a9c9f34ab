using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Services.Events;
using Headwater.Aws.Services.Sns;
using Headwater.Observe.Alarms;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>Tells changes of alarms: publishes to the topics that they name, and gives the event to the bus.</summary>
public sealed class AlarmNotifications(SnsTopics topics, IEventSink events) : IAlarmActions
{
    private static readonly Dictionary<string, string> Places = new(StringComparer.Ordinal)
    {
        ["us-east-1"] = "US East (N. Virginia)", ["us-east-2"] = "US East (Ohio)", ["us-west-1"] = "US West (N. California)", ["us-west-2"] = "US West (Oregon)",
        ["ca-central-1"] = "Canada (Central)", ["eu-west-1"] = "EU (Ireland)", ["eu-west-2"] = "EU (London)", ["eu-west-3"] = "EU (Paris)", ["eu-central-1"] = "EU (Frankfurt)",
        ["eu-north-1"] = "EU (Stockholm)", ["ap-northeast-1"] = "Asia Pacific (Tokyo)", ["ap-northeast-2"] = "Asia Pacific (Seoul)", ["ap-southeast-1"] = "Asia Pacific (Singapore)",
        ["ap-southeast-2"] = "Asia Pacific (Sydney)", ["ap-south-1"] = "Asia Pacific (Mumbai)", ["sa-east-1"] = "South America (Sao Paulo)",
    };

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AlarmActionOutcome>> RunAsync(AlarmTransition transition, IReadOnlyList<string> actions, CancellationToken cancellationToken)
    {
        events.Publish(Event(transition));
        var outcomes = new List<AlarmActionOutcome>();
        foreach (var action in actions)
        {
            outcomes.Add(new AlarmActionOutcome(action, await PublishAsync(transition, action, cancellationToken)));
        }

        return outcomes;
    }

    /// <summary>What subscribers of a topic read.</summary>
    internal static TopicMessage Message(AlarmTransition transition)
    {
        var alarm = transition.Alarm;
        var region = Places.GetValueOrDefault(alarm.Definition.Region, alarm.Definition.Region);
        var body = new JsonObject
        {
            ["AlarmName"] = alarm.Definition.Name,
            ["AlarmDescription"] = Of(alarm, "AlarmDescription"),
            ["AWSAccountId"] = Account(alarm),
            ["AlarmConfigurationUpdatedTimestamp"] = Iso(alarm.ConfigurationUpdated),
            ["NewStateValue"] = alarm.Status.State.Word(),
            ["NewStateReason"] = alarm.Status.Reason,
            ["StateChangeTime"] = Iso(alarm.Status.Updated),
            ["Region"] = region,
            ["AlarmArn"] = alarm.Definition.Arn,
            ["OldStateValue"] = transition.Before.State.Word(),
            ["OKActions"] = new JsonArray([.. alarm.Definition.OkActions.Select(action => (JsonNode)action)]),
            ["AlarmActions"] = new JsonArray([.. alarm.Definition.AlarmActions.Select(action => (JsonNode)action)]),
            ["InsufficientDataActions"] = new JsonArray([.. alarm.Definition.InsufficientDataActions.Select(action => (JsonNode)action)]),
        };
        if (alarm.IsComposite)
        {
            body["AlarmRule"] = alarm.Definition.Rule;
        }
        else
        {
            body["Trigger"] = Trigger(alarm);
        }

        var subject = $"{alarm.Status.State.Word()}: \"{alarm.Definition.Name}\" in {region}";
        return new TopicMessage { Text = body.ToJsonString(), Subject = subject.Length <= 100 ? subject : subject[..97] + "..." };
    }

    private static JsonObject Trigger(Alarm alarm)
    {
        var trigger = new JsonObject();
        if (alarm.Definition.Queries.Count == 1 && alarm.Definition.Queries[0].Statistic is { } watched)
        {
            trigger["MetricName"] = watched.Metric.Name;
            trigger["Namespace"] = watched.Metric.Namespace;
            trigger["StatisticType"] = watched.Statistic.Percent is null ? "Statistic" : "ExtendedStatistic";
            trigger["Statistic"] = watched.Statistic.Percent is null ? watched.Statistic.Name.ToUpperInvariant() : watched.Statistic.Name;
            trigger["Unit"] = watched.Unit;
            trigger["Dimensions"] = new JsonArray([.. watched.Metric.Dimensions.Select(dimension => new JsonObject { ["value"] = dimension.Value, ["name"] = dimension.Name })]);
        }
        else
        {
            trigger["Metrics"] = Of(alarm, "Metrics");
        }

        var threshold = alarm.Definition.Threshold!;
        trigger["Period"] = (int)alarm.Definition.Period.TotalSeconds;
        trigger["EvaluationPeriods"] = threshold.Periods;
        trigger["DatapointsToAlarm"] = threshold.ToAlarm;
        trigger["ComparisonOperator"] = threshold.Comparison.ToString();
        trigger["Threshold"] = threshold.Value;
        trigger["TreatMissingData"] = (string?)Of(alarm, "TreatMissingData") ?? "missing";
        trigger["EvaluateLowSampleCountPercentile"] = (string?)Of(alarm, "EvaluateLowSampleCountPercentile") ?? "";
        return trigger;
    }

    private static PlatformEvent Event(AlarmTransition transition)
    {
        var alarm = transition.Alarm;
        var detail = new JsonObject
        {
            ["alarmName"] = alarm.Definition.Name,
            ["state"] = State(alarm.Status),
            ["previousState"] = State(transition.Before),
            ["configuration"] = alarm.IsComposite
                ? new JsonObject { ["alarmRule"] = alarm.Definition.Rule, ["description"] = Of(alarm, "AlarmDescription") }
                : new JsonObject { ["description"] = Of(alarm, "AlarmDescription"), ["metrics"] = Metrics(alarm) },
        };
        return new PlatformEvent("aws.cloudwatch", "CloudWatch Alarm State Change", Account(alarm), alarm.Definition.Region, alarm.Status.Updated, [alarm.Definition.Arn], detail);
    }

    private static JsonArray Metrics(Alarm alarm) => new([.. alarm.Definition.Queries.Select(query => (JsonNode)(query.Statistic is { } watched
        ? new JsonObject
        {
            ["id"] = query.Id,
            ["returnData"] = query.ReturnData,
            ["metricStat"] = new JsonObject
            {
                ["metric"] = new JsonObject
                {
                    ["namespace"] = watched.Metric.Namespace,
                    ["name"] = watched.Metric.Name,
                    ["dimensions"] = new JsonObject(watched.Metric.Dimensions.Select(dimension => KeyValuePair.Create(dimension.Name, (JsonNode?)dimension.Value))),
                },
                ["period"] = (int)watched.Period.TotalSeconds,
                ["stat"] = watched.Statistic.Name,
            },
        }
        : new JsonObject { ["id"] = query.Id, ["returnData"] = query.ReturnData, ["expression"] = query.Expression }))]);

    private static JsonObject State(AlarmStatus status)
    {
        var state = new JsonObject { ["value"] = status.State.Word(), ["reason"] = status.Reason, ["timestamp"] = Iso(status.Updated) };
        if (status.ReasonData is { } data)
        {
            state["reasonData"] = data;
        }

        return state;
    }

    private static JsonNode? Of(Alarm alarm, string member) => alarm.Request[member]?.DeepClone();

    private static string Account(Alarm alarm) => alarm.Definition.Arn.Split(':')[4];

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    private async ValueTask<string?> PublishAsync(AlarmTransition transition, string action, CancellationToken cancellationToken)
    {
        try
        {
            return await topics.PublishAsync(action, Message(transition), cancellationToken) is null ? "Topic does not exist" : null;
        }
        catch (Exception fault) when (fault is Calls.AwsException or IOException)
        {
            return fault.Message;
        }
    }
}
