using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.Sns;

internal sealed record TagDocument(string Key, string Value);

internal sealed record CreateTopicRequest(string Name, SortedDictionary<string, string>? Attributes, List<TagDocument>? Tags, string? DataProtectionPolicy);

internal sealed record TopicArnRequest(string TopicArn, string? NextToken);

internal sealed record TopicArnResponse(string TopicArn);

internal sealed record AttributesResponse(SortedDictionary<string, string> Attributes);

internal sealed record SetTopicAttributesRequest(string TopicArn, string AttributeName, string? AttributeValue);

internal sealed record NextTokenRequest(string? NextToken);

internal sealed record ListTopicsResponse(List<TopicArnResponse> Topics, string? NextToken);

internal sealed record SubscribeRequest(string TopicArn, string Protocol, string? Endpoint, SortedDictionary<string, string>? Attributes, bool? ReturnSubscriptionArn);

internal sealed record SubscriptionArnResponse(string SubscriptionArn);

internal sealed record ConfirmSubscriptionRequest(string TopicArn, string Token, string? AuthenticateOnUnsubscribe);

internal sealed record SubscriptionArnRequest(string SubscriptionArn);

internal sealed record SetSubscriptionAttributesRequest(string SubscriptionArn, string AttributeName, string? AttributeValue);

internal sealed record SubscriptionDocument(string SubscriptionArn, string Owner, string Protocol, string Endpoint, string TopicArn);

internal sealed record ListSubscriptionsResponse(List<SubscriptionDocument> Subscriptions, string? NextToken);

internal sealed record PublishRequest
{
    public string? TopicArn { get; init; }

    public string? TargetArn { get; init; }

    public string? PhoneNumber { get; init; }

    public required string Message { get; init; }

    public string? Subject { get; init; }

    public string? MessageStructure { get; init; }

    public Dictionary<string, JsonObject>? MessageAttributes { get; init; }

    public string? MessageDeduplicationId { get; init; }

    public string? MessageGroupId { get; init; }
}

internal sealed record PublishResponse(string MessageId);

internal sealed record BatchEntry
{
    public required string Id { get; init; }

    public required string Message { get; init; }

    public string? Subject { get; init; }

    public string? MessageStructure { get; init; }

    public Dictionary<string, JsonObject>? MessageAttributes { get; init; }
}

internal sealed record PublishBatchRequest(string TopicArn, List<BatchEntry> PublishBatchRequestEntries);

internal sealed record BatchResult(string Id, string MessageId);

internal sealed record BatchError(string Id, string Code, string? Message, bool SenderFault);

internal sealed record PublishBatchResponse(List<BatchResult> Successful, List<BatchError> Failed);

internal sealed record TagRequest(string ResourceArn, List<TagDocument> Tags);

internal sealed record UntagRequest(string ResourceArn, List<string> TagKeys);

internal sealed record ListTagsRequest(string ResourceArn);

internal sealed record ListTagsResponse(List<TagDocument> Tags);

internal sealed record AddPermissionRequest(string TopicArn, string Label, List<string> AWSAccountId, List<string> ActionName);

internal sealed record RemovePermissionRequest(string TopicArn, string Label);
