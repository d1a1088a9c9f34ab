using System.Text.Json;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Events;

/// <summary>EventBridge: the default bus, its rules and their targets.</summary>
public sealed class EventsService(EventBus bus, TimeProvider time) : IAwsService
{
    private const string BusName = "default";
    private const int MostTargets = 5;
    private const int MostEntryBytes = 262_144;

    /// <inheritdoc/>
    public string Model => "events";

    /// <inheritdoc/>
    public void Map(OperationMap operations)
    {
        operations.Map<PutEventsRequest, PutEventsResponse>("PutEvents", PutEvents, (_, context) => new Permission("events:PutEvents", context.Arn("events", $"event-bus/{BusName}")));
        operations.Map<TestPatternRequest, TestPatternResponse>("TestEventPattern", (request, _) => new(Test(request)));
        operations.Map<PutRuleRequest, PutRuleResponse>("PutRule", PutRuleAsync, (request, context) => On("PutRule", request.Name, context));
        operations.Map<RuleRequest, RuleDocument>("DescribeRule", async (request, context) => Show(await FindAsync(request.Name, request.EventBusName, context)), (request, context) => On("DescribeRule", request.Name, context));
        operations.Map<ListRulesRequest, ListRulesResponse>("ListRules", ListRulesAsync);
        operations.Map<RuleRequest, Nothing>("DeleteRule", DeleteAsync, (request, context) => On("DeleteRule", request.Name, context));
        operations.Map<RuleRequest, Nothing>("EnableRule", (request, context) => EnableAsync(request, true, context), (request, context) => On("EnableRule", request.Name, context));
        operations.Map<RuleRequest, Nothing>("DisableRule", (request, context) => EnableAsync(request, false, context), (request, context) => On("DisableRule", request.Name, context));
        operations.Map<PutTargetsRequest, TargetsResponse>("PutTargets", PutTargetsAsync, (request, context) => On("PutTargets", request.Rule, context));
        operations.Map<RemoveTargetsRequest, TargetsResponse>("RemoveTargets", RemoveTargetsAsync, (request, context) => On("RemoveTargets", request.Rule, context));
        operations.Map<ListTargetsRequest, ListTargetsResponse>("ListTargetsByRule", ListTargetsAsync, (request, context) => On("ListTargetsByRule", request.Rule, context));
        operations.Map<RulesByTargetRequest, RulesByTargetResponse>("ListRuleNamesByTarget", RulesByTargetAsync);
        operations.Map<TagRequest, Nothing>("TagResource", TagAsync, (request, _) => new Permission("events:TagResource", request.ResourceARN));
        operations.Map<UntagRequest, Nothing>("UntagResource", UntagAsync, (request, _) => new Permission("events:UntagResource", request.ResourceARN));
        operations.Map<ListTagsRequest, ListTagsResponse>("ListTagsForResource", ListTagsAsync, (request, _) => new Permission("events:ListTagsForResource", request.ResourceARN));
        operations.Map<BusRequest, BusDocument>("DescribeEventBus", (request, context) => new(Bus(request.Name, context)));
        operations.Map<ListBusesRequest, ListBusesResponse>("ListEventBuses", (request, context) => new(new ListBusesResponse(BusName.StartsWith(request.NamePrefix ?? "", StringComparison.Ordinal) ? [Bus(null, context)] : [])));
    }

    private static Permission On(string operation, string rule, CallContext context) => new($"events:{operation}", context.Arn("events", $"rule/{rule}"));

    private static BusDocument Bus(string? name, CallContext context)
    {
        CheckBus(name);
        return new BusDocument(BusName, context.Arn("events", $"event-bus/{BusName}"));
    }

    private static void CheckBus(string? name)
    {
        if (name is not null && name != BusName && !name.EndsWith($":event-bus/{BusName}", StringComparison.Ordinal))
        {
            throw new AwsException("ResourceNotFoundException", $"Event bus {name} does not exist.");
        }
    }

    private ValueTask<PutEventsResponse> PutEvents(PutEventsRequest request, CallContext context)
    {
        if (request.EndpointId is not null)
        {
            throw new AwsException("ValidationException", "EndpointId is not supported here");
        }

        var results = request.Entries.ConvertAll(entry => Put(entry, context));
        return new(new PutEventsResponse(results.Count(result => result.ErrorCode is not null), results));
    }

    private PutEventsResult Put(PutEventsEntry entry, CallContext context)
    {
        var fault = Fault(entry, context);
        if (fault is not null)
        {
            return fault;
        }

        var id = Guid.NewGuid().ToString();
        var happened = new PlatformEvent(
            entry.Source!, entry.DetailType!, context.Account, context.Region, entry.Time ?? time.GetUtcNow(), entry.Resources ?? [], JsonNode.Parse(entry.Detail!)!.AsObject());
        return bus.TryPut(context.Region, EventBus.Envelope(happened, id)) ? new PutEventsResult(id, null, null) : new PutEventsResult(null, "ThrottlingException", "Too many events wait.");
    }

    private static PutEventsResult? Fault(PutEventsEntry entry, CallContext context)
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("Source", entry.Source), ("DetailType", entry.DetailType), ("Detail", entry.Detail)])
        {
            if (string.IsNullOrEmpty(value))
            {
                return new PutEventsResult(null, "InvalidArgument", $"Parameter {name} is not valid. Reason: {name} is a required argument.");
            }
        }

        if (entry.Source!.StartsWith("aws.", StringComparison.Ordinal) && context.Principal.Kind != PrincipalKind.Service)
        {
            return new PutEventsResult(null, "NotAuthorizedForSourceException", "Not authorized for the source.");
        }

        if (System.Text.Encoding.UTF8.GetByteCount(entry.Detail!) > MostEntryBytes)
        {
            return new PutEventsResult(null, "InvalidArgument", "Parameter Detail is not valid. Reason: it is larger than 256 KB.");
        }

        return IsObject(entry.Detail!) ? null : new PutEventsResult(null, "MalformedDetail", "Detail is malformed.");
    }

    private static bool IsObject(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonPattern Pattern(string json)
    {
        try
        {
            return JsonPattern.Read(json);
        }
        catch (FormatException fault)
        {
            throw new AwsException("InvalidEventPatternException", $"Event pattern is not valid. Reason: {fault.Message}");
        }
    }

    private static TestPatternResponse Test(TestPatternRequest request)
    {
        var pattern = Pattern(request.EventPattern);
        if (!IsObject(request.Event))
        {
            throw new AwsException("ValidationException", "Parameter Event is not valid.");
        }

        var happened = JsonNode.Parse(request.Event)!.AsObject();
        foreach (var member in (ReadOnlySpan<string>)["id", "account", "source", "time", "region", "resources", "detail-type"])
        {
            if (!happened.ContainsKey(member))
            {
                throw new AwsException("ValidationException", $"Parameter Event is not valid. Reason: {member} is missing.");
            }
        }

        return new TestPatternResponse(pattern.Fits(happened));
    }

    private async ValueTask<PutRuleResponse> PutRuleAsync(PutRuleRequest request, CallContext context)
    {
        CheckBus(request.EventBusName);
        if (request.ScheduleExpression is not null)
        {
            throw new AwsException("ValidationException", "ScheduleExpression is not supported here");
        }

        if (request.State is not (null or "ENABLED" or "DISABLED"))
        {
            throw new AwsException("ValidationException", $"State {request.State} is not supported here");
        }

        Pattern(request.EventPattern ?? throw new AwsException("ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified."));
        var put = await ChangeAsync(request.Name, context, standing => new EventRule
        {
            Name = request.Name,
            Arn = context.Arn("events", $"rule/{request.Name}"),
            Region = context.Region,
            Pattern = request.EventPattern,
            Description = request.Description,
            RoleArn = request.RoleArn,
            Enabled = request.State != "DISABLED",
            Targets = standing?.Targets ?? new(StringComparer.Ordinal),
            Tags = standing?.Tags ?? new((request.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value), StringComparer.Ordinal),
        });
        return new PutRuleResponse(put.Arn);
    }

    private async ValueTask<EventRule> ChangeAsync(string name, CallContext context, Func<EventRule?, EventRule> change)
    {
        while (true)
        {
            var standing = await bus.Rules.FindAsync(Id(name, context), context.CancellationToken);
            var changed = change(standing?.Value);
            if (await bus.Rules.TryPutAsync(Id(name, context), changed, standing?.Version ?? 0, context.CancellationToken))
            {
                return changed;
            }
        }
    }

    private static string Id(string name, CallContext context) => $"{context.Region}/{name}";

    private static AwsException NoRule(string name) => new("ResourceNotFoundException", $"Rule {name} does not exist on EventBus {BusName}.");

    private async ValueTask<EventRule> FindAsync(string name, string? busName, CallContext context)
    {
        CheckBus(busName);
        return (await bus.Rules.FindAsync(Id(name, context), context.CancellationToken))?.Value ?? throw NoRule(name);
    }

    private static RuleDocument Show(EventRule rule) => new()
    {
        Name = rule.Name,
        Arn = rule.Arn,
        EventPattern = rule.Pattern,
        State = rule.Enabled ? "ENABLED" : "DISABLED",
        Description = rule.Description,
        RoleArn = rule.RoleArn,
        EventBusName = BusName,
    };

    private async ValueTask<List<EventRule>> RulesAsync(string prefix, string? after, CallContext context)
    {
        var found = new List<EventRule>();
        await foreach (var rule in bus.Rules.ListAsync(context.CancellationToken, Id(prefix, context), after is null ? null : Id(after, context)))
        {
            found.Add(rule.Value);
        }

        return found;
    }

    private async ValueTask<ListRulesResponse> ListRulesAsync(ListRulesRequest request, CallContext context)
    {
        CheckBus(request.EventBusName);
        var size = request.Limit ?? 100;
        var found = await RulesAsync(request.NamePrefix ?? "", request.NextToken, context);
        return new ListRulesResponse([.. found.Take(size).Select(Show)], found.Count > size ? found[size - 1].Name : null);
    }

    private async ValueTask<Nothing> DeleteAsync(RuleRequest request, CallContext context)
    {
        CheckBus(request.EventBusName);
        if (await bus.Rules.FindAsync(Id(request.Name, context), context.CancellationToken) is not { } standing)
        {
            return Nothing.Value;
        }

        if (standing.Value.Targets.Count > 0)
        {
            throw new AwsException("ValidationException", "Rule can't be deleted since it has targets.");
        }

        return await bus.Rules.TryPutAsync(standing.Id, null, standing.Version, context.CancellationToken)
            ? Nothing.Value
            : throw new AwsException("ConcurrentModificationException", $"Rule {request.Name} was changed meanwhile.");
    }

    private async ValueTask<Nothing> EnableAsync(RuleRequest request, bool enabled, CallContext context)
    {
        CheckBus(request.EventBusName);
        await ChangeAsync(request.Name, context, standing => (standing ?? throw NoRule(request.Name)) with { Enabled = enabled });
        return Nothing.Value;
    }

    private async ValueTask<TargetsResponse> PutTargetsAsync(PutTargetsRequest request, CallContext context)
    {
        CheckBus(request.EventBusName);
        var faults = request.Targets.Select(target => (Id: (string)target["Id"]!, Fault: EventTarget.Fault(target))).Where(pair => pair.Fault is not null)
            .Select(pair => new TargetFault(pair.Id, "ValidationException", pair.Fault!)).ToList();
        await ChangeAsync(request.Rule, context, standing =>
        {
            var rule = standing ?? throw NoRule(request.Rule);
            foreach (var target in request.Targets.Where(target => EventTarget.Fault(target) is null))
            {
                rule.Targets[(string)target["Id"]!] = target.DeepClone().AsObject();
            }

            return rule.Targets.Count <= MostTargets ? rule : throw new AwsException("LimitExceededException", $"A rule can have no more than {MostTargets} targets.");
        });
        return new TargetsResponse(faults.Count, faults);
    }

    private async ValueTask<TargetsResponse> RemoveTargetsAsync(RemoveTargetsRequest request, CallContext context)
    {
        CheckBus(request.EventBusName);
        await ChangeAsync(request.Rule, context, standing =>
        {
            var rule = standing ?? throw NoRule(request.Rule);
            request.Ids.ForEach(id => rule.Targets.Remove(id));
            return rule;
        });
        return new TargetsResponse(0, []);
    }

    private async ValueTask<ListTargetsResponse> ListTargetsAsync(ListTargetsRequest request, CallContext context)
    {
        var rule = await FindAsync(request.Rule, request.EventBusName, context);
        var size = request.Limit ?? 100;
        var rest = rule.Targets.Where(target => request.NextToken is null || string.CompareOrdinal(target.Key, request.NextToken) > 0).Take(size + 1).ToList();
        return new ListTargetsResponse([.. rest.Take(size).Select(target => target.Value)], rest.Count > size ? rest[size - 1].Key : null);
    }

    private async ValueTask<RulesByTargetResponse> RulesByTargetAsync(RulesByTargetRequest request, CallContext context)
    {
        CheckBus(request.EventBusName);
        var size = request.Limit ?? 100;
        var found = (await RulesAsync("", request.NextToken, context)).Where(rule => rule.Targets.Values.Any(target => (string?)target["Arn"] == request.TargetArn)).Take(size + 1).ToList();
        return new RulesByTargetResponse([.. found.Take(size).Select(rule => rule.Name)], found.Count > size ? found[size - 1].Name : null);
    }

    private static string RuleOf(string arn, CallContext context)
    {
        var prefix = context.Arn("events", "rule/");
        return arn.StartsWith(prefix, StringComparison.Ordinal) ? arn[prefix.Length..].Replace($"{BusName}/", "", StringComparison.Ordinal) : throw new AwsException("ResourceNotFoundException", $"{arn} does not exist.");
    }

    private async ValueTask<Nothing> TagAsync(TagRequest request, CallContext context)
    {
        var name = RuleOf(request.ResourceARN, context);
        await ChangeAsync(name, context, standing =>
        {
            var rule = standing ?? throw NoRule(name);
            request.Tags.ForEach(tag => rule.Tags[tag.Key] = tag.Value);
            return rule;
        });
        return Nothing.Value;
    }

    private async ValueTask<Nothing> UntagAsync(UntagRequest request, CallContext context)
    {
        var name = RuleOf(request.ResourceARN, context);
        await ChangeAsync(name, context, standing =>
        {
            var rule = standing ?? throw NoRule(name);
            request.TagKeys.ForEach(key => rule.Tags.Remove(key));
            return rule;
        });
        return Nothing.Value;
    }

    private async ValueTask<ListTagsResponse> ListTagsAsync(ListTagsRequest request, CallContext context)
    {
        var rule = await FindAsync(RuleOf(request.ResourceARN, context), null, context);
        return new ListTagsResponse([.. rule.Tags.Select(tag => new TagDocument(tag.Key, tag.Value))]);
    }
}
