using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.Events;

internal sealed record PutEventsEntry
{
    public DateTimeOffset? Time { get; init; }

    public string? Source { get; init; }

    public List<string>? Resources { get; init; }

    public string? DetailType { get; init; }

    public string? Detail { get; init; }

    public string? EventBusName { get; init; }
}

internal sealed record PutEventsRequest(List<PutEventsEntry> Entries, string? EndpointId);

internal sealed record PutEventsResult(string? EventId, string? ErrorCode, string? ErrorMessage);

internal sealed record PutEventsResponse(int FailedEntryCount, List<PutEventsResult> Entries);

internal sealed record TagDocument(string Key, string Value);

internal sealed record PutRuleRequest
{
    public required string Name { get; init; }

    public string? ScheduleExpression { get; init; }

    public string? EventPattern { get; init; }

    public string? State { get; init; }

    public string? Description { get; init; }

    public string? RoleArn { get; init; }

    public List<TagDocument>? Tags { get; init; }

    public string? EventBusName { get; init; }
}

internal sealed record PutRuleResponse(string RuleArn);

internal sealed record RuleRequest(string Name, string? EventBusName, bool? Force);

internal sealed record RuleDocument
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required string EventPattern { get; init; }

    public required string State { get; init; }

    public string? Description { get; init; }

    public string? RoleArn { get; init; }

    public required string EventBusName { get; init; }
}

internal sealed record ListRulesRequest(string? NamePrefix, string? EventBusName, string? NextToken, int? Limit);

internal sealed record ListRulesResponse(List<RuleDocument> Rules, string? NextToken);

internal sealed record PutTargetsRequest(string Rule, string? EventBusName, List<JsonObject> Targets);

internal sealed record TargetFault(string TargetId, string ErrorCode, string ErrorMessage);

internal sealed record TargetsResponse(int FailedEntryCount, List<TargetFault> FailedEntries);

internal sealed record RemoveTargetsRequest(string Rule, string? EventBusName, List<string> Ids);

internal sealed record ListTargetsRequest(string Rule, string? EventBusName, string? NextToken, int? Limit);

internal sealed record ListTargetsResponse(List<JsonObject> Targets, string? NextToken);

internal sealed record RulesByTargetRequest(string TargetArn, string? EventBusName, string? NextToken, int? Limit);

internal sealed record RulesByTargetResponse(List<string> RuleNames, string? NextToken);

internal sealed record TestPatternRequest(string EventPattern, string Event);

internal sealed record TestPatternResponse(bool Result);

internal sealed record TagRequest(string ResourceARN, List<TagDocument> Tags);

internal sealed record UntagRequest(string ResourceARN, List<string> TagKeys);

internal sealed record ListTagsRequest(string ResourceARN);

internal sealed record ListTagsResponse(List<TagDocument> Tags);

internal sealed record BusRequest(string? Name);

internal sealed record BusDocument(string Name, string Arn);

internal sealed record ListBusesRequest(string? NamePrefix);

internal sealed record ListBusesResponse(List<BusDocument> EventBuses);
