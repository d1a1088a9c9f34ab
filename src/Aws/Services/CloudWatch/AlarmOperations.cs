using System.Text.Json;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Observe.Alarms;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>Operations on alarms.</summary>
internal sealed class AlarmOperations(AlarmBook book, AlarmRunner runner, TimeProvider time)
{
    private const int DefaultPage = 50;
    private const int DefaultHistoryPage = 100;

    public void Map(OperationMap operations)
    {
        operations.Map<JsonObject, Nothing>("PutMetricAlarm", PutMetricAsync, (request, context) => AlarmPermission("PutMetricAlarm", (string)request["AlarmName"]!, context));
        operations.Map<JsonObject, Nothing>("PutCompositeAlarm", PutCompositeAsync, (request, context) => AlarmPermission("PutCompositeAlarm", (string)request["AlarmName"]!, context));
        operations.Map<DescribeAlarmsRequest, DescribeAlarmsResponse>("DescribeAlarms", DescribeAsync);
        operations.Map<DescribeAlarmsForMetricRequest, DescribeAlarmsForMetricResponse>("DescribeAlarmsForMetric", DescribeForMetricAsync);
        operations.Map<DescribeAlarmHistoryRequest, DescribeAlarmHistoryResponse>("DescribeAlarmHistory", HistoryAsync);
        operations.Map<AlarmNamesRequest, Nothing>("DeleteAlarms", DeleteAsync, (request, context) => AlarmPermissions("DeleteAlarms", request, context));
        operations.Map<SetAlarmStateRequest, Nothing>("SetAlarmState", SetAsync, (request, context) => AlarmPermission("SetAlarmState", request.AlarmName, context));
        operations.Map<AlarmNamesRequest, Nothing>("EnableAlarmActions", (request, context) => EnableAsync(request, true, context), (request, context) => AlarmPermissions("EnableAlarmActions", request, context));
        operations.Map<AlarmNamesRequest, Nothing>("DisableAlarmActions", (request, context) => EnableAsync(request, false, context), (request, context) => AlarmPermissions("DisableAlarmActions", request, context));
    }

    private static Permission AlarmPermission(string operation, string name, CallContext context) => new($"cloudwatch:{operation}", context.Arn("cloudwatch", $"alarm:{name}"));

    private static ValueTask<IReadOnlyList<Permission>> AlarmPermissions(string operation, AlarmNamesRequest request, CallContext context) =>
        new([.. request.AlarmNames.Select(name => AlarmPermission(operation, name, context))]);

    private async ValueTask<Nothing> PutMetricAsync(JsonObject document, CallContext context)
    {
        var request = document.Deserialize<MetricAlarmRequest>(CanonicalJson.Options)!;
        return await PutAsync(AlarmReading.Read(request, context), document, request.Tags, context);
    }

    private async ValueTask<Nothing> PutCompositeAsync(JsonObject document, CallContext context)
    {
        var request = document.Deserialize<CompositeAlarmRequest>(CanonicalJson.Options)!;
        foreach (var child in AlarmReading.Rule(request).Alarms)
        {
            if (child == request.AlarmName || await book.FindAsync(context.Region, child, context.CancellationToken) is null)
            {
                throw Faults.Validation($"AlarmRule contains the alarm {child}, which {(child == request.AlarmName ? "is the alarm itself" : "does not exist")}");
            }
        }

        return await PutAsync(AlarmReading.Read(request, context), document, request.Tags, context);
    }

    private async ValueTask<Nothing> PutAsync(AlarmDefinition definition, JsonObject document, List<TagDocument>? tags, CallContext context)
    {
        var now = time.GetUtcNow();
        var isNew = false;
        var put = await book.ChangeAsync(
            definition.Region,
            definition.Name,
            standing =>
            {
                isNew = standing is null;
                return Put(standing, definition, document, tags, now);
            },
            context.CancellationToken);
        var summary = $"Alarm \"{definition.Name}\" {(isNew ? "created" : "updated")}";
        var data = new JsonObject { ["type"] = isNew ? "Create" : "Update", ["version"] = "1.0", ["updatedAlarm"] = document.DeepClone() };
        await book.NoteAsync(put!, now, "ConfigurationUpdate", summary.Length > 255 ? summary[..255] : summary, data, context.CancellationToken);
        await runner.EvaluateAsync(definition.Region, definition.Name, context.CancellationToken);
        return Nothing.Value;
    }

    private static Alarm Put(Alarm? standing, AlarmDefinition definition, JsonObject document, List<TagDocument>? tags, DateTimeOffset now)
    {
        if (standing is not null && standing.IsComposite != definition.Rule is not null)
        {
            throw Faults.Validation($"An alarm of another type has the name {definition.Name}");
        }

        // Tags of a replaced alarm stay: they are changed by TagResource and UntagResource alone.
        var kept = standing?.Tags ?? new(StringComparer.Ordinal);
        foreach (var tag in standing is null ? tags ?? [] : [])
        {
            kept[tag.Key] = tag.Value;
        }

        return new Alarm
        {
            Definition = definition,
            Request = document.DeepClone().AsObject(),
            Status = standing?.Status ?? new AlarmStatus(AlarmState.InsufficientData, AlarmReason.Created, null, now, now),
            ConfigurationUpdated = now,
            Tags = kept,
        };
    }

    private async ValueTask<DescribeAlarmsResponse> DescribeAsync(DescribeAlarmsRequest request, CallContext context)
    {
        if (request is { AlarmNames: not null, AlarmNamePrefix: not null })
        {
            throw Faults.Validation("AlarmNames and AlarmNamePrefix are mutually exclusive");
        }

        var all = await book.ListAsync(context.Region, context.CancellationToken);
        var wanted = Wanted(request, all).Where(alarm => Fits(alarm, request)).Select(alarm => (Place: Place(alarm), Alarm: alarm)).OrderBy(entry => entry.Place, StringComparer.Ordinal);
        var after = PageToken.Read(request.NextToken);
        var size = request.MaxRecords ?? DefaultPage;
        var rest = wanted.Where(entry => after is null || string.CompareOrdinal(entry.Place, after) > 0).Take(size + 1).ToList();
        var page = rest.Take(size).ToList();
        return new DescribeAlarmsResponse(
            [.. page.Where(entry => entry.Alarm.IsComposite).Select(entry => AlarmDocuments.Of(entry.Alarm))],
            [.. page.Where(entry => !entry.Alarm.IsComposite).Select(entry => AlarmDocuments.Of(entry.Alarm))],
            rest.Count > size ? PageToken.Write(page[^1].Place) : null);
    }

    private static string Place(Alarm alarm) => $"{(alarm.IsComposite ? 0 : 1)}{alarm.Definition.Name}";

    private static IEnumerable<Alarm> Wanted(DescribeAlarmsRequest request, IReadOnlyList<Alarm> all)
    {
        if (request.ChildrenOfAlarmName is { } parent)
        {
            var children = all.FirstOrDefault(alarm => alarm.Definition.Name == parent && alarm.IsComposite) is { } rule ? AlarmRule.Read(rule.Definition.Rule!).Alarms : throw Faults.NoAlarm(parent);
            return all.Where(alarm => children.Contains(alarm.Definition.Name));
        }

        return request.ParentsOfAlarmName is { } child
            ? all.Where(alarm => alarm.IsComposite && AlarmRule.Read(alarm.Definition.Rule!).Alarms.Contains(child))
            : all.Where(alarm => (request.AlarmTypes ?? ["MetricAlarm"]).Contains(alarm.IsComposite ? "CompositeAlarm" : "MetricAlarm"));
    }

    private static bool Fits(Alarm alarm, DescribeAlarmsRequest request) =>
        (request.AlarmNames?.Contains(alarm.Definition.Name) ?? true)
        && (request.AlarmNamePrefix is null || alarm.Definition.Name.StartsWith(request.AlarmNamePrefix, StringComparison.Ordinal))
        && (request.StateValue is null || request.StateValue == alarm.Status.State.Word())
        && (request.ActionPrefix is null || alarm.Definition.AlarmActions.Concat(alarm.Definition.OkActions).Concat(alarm.Definition.InsufficientDataActions)
            .Any(action => action.StartsWith(request.ActionPrefix, StringComparison.Ordinal)));

    private async ValueTask<DescribeAlarmsForMetricResponse> DescribeForMetricAsync(DescribeAlarmsForMetricRequest request, CallContext context)
    {
        var metric = MetricQueries.Metric(request.Namespace, request.MetricName, request.Dimensions);
        var statistic = request.Statistic ?? request.ExtendedStatistic;
        var found = (await book.ListAsync(context.Region, context.CancellationToken)).Where(alarm => alarm.Definition.Queries.Any(query =>
            query.Statistic is { } watched && watched.Metric == metric
            && (statistic is null || statistic == watched.Statistic.Name)
            && (request.Period is null || TimeSpan.FromSeconds(request.Period.Value) == watched.Period)
            && (request.Unit is null || request.Unit == watched.Unit)));
        return new DescribeAlarmsForMetricResponse([.. found.Select(AlarmDocuments.Of)]);
    }

    private async ValueTask<DescribeAlarmHistoryResponse> HistoryAsync(DescribeAlarmHistoryRequest request, CallContext context)
    {
        var items = (await book.HistoryAsync(context.Region, request.AlarmName, context.CancellationToken)).Where(item =>
            (request.AlarmTypes?.Contains(item.AlarmType) ?? true)
            && (request.HistoryItemType is null || request.HistoryItemType == item.HistoryItemType)
            && (request.StartDate is null || item.Timestamp >= request.StartDate)
            && (request.EndDate is null || item.Timestamp <= request.EndDate));
        var ordered = request.ScanBy == "TimestampAscending" ? items : items.Reverse();
        var skip = 0;
        if (PageToken.Read(request.NextToken) is { } token && !int.TryParse(token, out skip))
        {
            throw Faults.Token();
        }

        var size = request.MaxRecords ?? DefaultHistoryPage;
        var rest = ordered.Skip(skip).Take(size + 1).ToList();
        return new DescribeAlarmHistoryResponse([.. rest.Take(size)], rest.Count > size ? PageToken.Write($"{skip + size}") : null);
    }

    private async ValueTask<Nothing> DeleteAsync(AlarmNamesRequest request, CallContext context)
    {
        foreach (var name in request.AlarmNames)
        {
            if (await book.FindAsync(context.Region, name, context.CancellationToken) is null)
            {
                throw Faults.NoAlarm(name);
            }
        }

        await book.RemoveAsync(context.Region, request.AlarmNames, context.CancellationToken);
        return Nothing.Value;
    }

    private async ValueTask<Nothing> SetAsync(SetAlarmStateRequest request, CallContext context)
    {
        if (request.StateReasonData is { } data && !IsJson(data))
        {
            throw new AwsException("InvalidFormatFault", "StateReasonData was not valid JSON");
        }

        return await runner.SetAsync(context.Region, request.AlarmName, AlarmStates.Of(request.StateValue), request.StateReason, request.StateReasonData, context.CancellationToken)
            ? Nothing.Value
            : throw Faults.NoAlarm(request.AlarmName);
    }

    private static bool IsJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async ValueTask<Nothing> EnableAsync(AlarmNamesRequest request, bool enabled, CallContext context)
    {
        foreach (var name in request.AlarmNames)
        {
            await book.ChangeAsync(
                context.Region, name, standing => standing is null ? null : standing with { Definition = standing.Definition with { ActionsEnabled = enabled } }, context.CancellationToken);
        }

        return Nothing.Value;
    }
}
