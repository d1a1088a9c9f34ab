using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.Logs;

internal sealed record CreateGroupRequest(
    string logGroupName, string? kmsKeyId, SortedDictionary<string, string>? tags, string? logGroupClass, bool? deletionProtectionEnabled);

internal sealed record GroupRequest(string logGroupName);

internal sealed record RetentionRequest(string logGroupName, int retentionInDays);

internal sealed record ProtectionRequest(string logGroupIdentifier, bool deletionProtectionEnabled);

internal sealed record DescribeGroupsRequest
{
    public string? logGroupNamePrefix { get; init; }

    public string? logGroupNamePattern { get; init; }

    public string? nextToken { get; init; }

    public int? limit { get; init; }

    public string? logGroupClass { get; init; }

    public List<string>? logGroupIdentifiers { get; init; }
}

internal sealed record DescribeGroupsResponse(List<JsonObject> logGroups, string? nextToken);

internal sealed record StreamRequest(string logGroupName, string logStreamName);

internal sealed record DescribeStreamsRequest
{
    public string? logGroupName { get; init; }

    public string? logGroupIdentifier { get; init; }

    public string? logStreamNamePrefix { get; init; }

    public string? orderBy { get; init; }

    public bool? descending { get; init; }

    public string? nextToken { get; init; }

    public int? limit { get; init; }
}

internal sealed record DescribeStreamsResponse(List<JsonObject> logStreams, string? nextToken);

internal sealed record InputEvent(long timestamp, string message);

internal sealed record PutEventsRequest(string logGroupName, string logStreamName, List<InputEvent> logEvents, string? sequenceToken);

internal sealed record RejectedEvents(int? tooNewLogEventStartIndex, int? tooOldLogEventEndIndex, int? expiredLogEventEndIndex);

internal sealed record PutEventsResponse(string nextSequenceToken, RejectedEvents? rejectedLogEventsInfo);

internal sealed record GetEventsRequest
{
    public string? logGroupName { get; init; }

    public string? logGroupIdentifier { get; init; }

    public required string logStreamName { get; init; }

    public long? startTime { get; init; }

    public long? endTime { get; init; }

    public string? nextToken { get; init; }

    public int? limit { get; init; }

    public bool? startFromHead { get; init; }
}

internal sealed record OutputEvent(long timestamp, string message, long ingestionTime);

internal sealed record GetEventsResponse(List<OutputEvent> events, string nextForwardToken, string nextBackwardToken);

internal sealed record FilterEventsRequest
{
    public string? logGroupName { get; init; }

    public string? logGroupIdentifier { get; init; }

    public List<string>? logStreamNames { get; init; }

    public string? logStreamNamePrefix { get; init; }

    public long? startTime { get; init; }

    public long? endTime { get; init; }

    public string? filterPattern { get; init; }

    public string? nextToken { get; init; }

    public int? limit { get; init; }
}

internal sealed record FilteredEvent(string logStreamName, long timestamp, string message, long ingestionTime, string eventId);

internal sealed record FilterEventsResponse(List<FilteredEvent> events, List<string> searchedLogStreams, string? nextToken);

internal sealed record Transformation
{
    public required string metricName { get; init; }

    public required string metricNamespace { get; init; }

    public required string metricValue { get; init; }

    public double? defaultValue { get; init; }

    public SortedDictionary<string, string>? dimensions { get; init; }

    public string? unit { get; init; }
}

internal sealed record PutFilterRequest
{
    public required string logGroupName { get; init; }

    public required string filterName { get; init; }

    public required string filterPattern { get; init; }

    public required List<Transformation> metricTransformations { get; init; }

    public bool? applyOnTransformedLogs { get; init; }

    public string? fieldSelectionCriteria { get; init; }

    public List<string>? emitSystemFieldDimensions { get; init; }
}

internal sealed record FilterNameRequest(string logGroupName, string filterName);

internal sealed record DescribeFiltersRequest
{
    public string? logGroupName { get; init; }

    public string? filterNamePrefix { get; init; }

    public string? nextToken { get; init; }

    public int? limit { get; init; }

    public string? metricName { get; init; }

    public string? metricNamespace { get; init; }
}

internal sealed record FilterDocument(string filterName, string filterPattern, List<Transformation> metricTransformations, long creationTime, string logGroupName);

internal sealed record DescribeFiltersResponse(List<FilterDocument> metricFilters, string? nextToken);

internal sealed record TestFilterRequest(string filterPattern, List<string> logEventMessages);

internal sealed record FilterMatch(long eventNumber, string eventMessage, IReadOnlyDictionary<string, string> extractedValues);

internal sealed record TestFilterResponse(List<FilterMatch> matches);

internal sealed record TagRequest(string resourceArn, SortedDictionary<string, string> tags);

internal sealed record UntagRequest(string resourceArn, List<string> tagKeys);

internal sealed record ListTagsRequest(string resourceArn);

internal sealed record TagGroupRequest(string logGroupName, SortedDictionary<string, string> tags);

internal sealed record UntagGroupRequest(string logGroupName, List<string> tags);

internal sealed record ListTagsResponse(SortedDictionary<string, string> tags);
