using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Sns;

/// <summary>Operations on topics.</summary>
internal sealed partial class TopicOperations(SnsTopics topics)
{
    private const int OnAPage = 100;
    private const int MostTags = 50;

    // What is set and never acted on; listed in settings.txt.
    private static readonly string[] Inert =
    [
        "TracingConfig", "KmsMasterKeyId",
        "ApplicationSuccessFeedbackRoleArn", "ApplicationSuccessFeedbackSampleRate", "ApplicationFailureFeedbackRoleArn",
        "HTTPSuccessFeedbackRoleArn", "HTTPSuccessFeedbackSampleRate", "HTTPFailureFeedbackRoleArn",
        "LambdaSuccessFeedbackRoleArn", "LambdaSuccessFeedbackSampleRate", "LambdaFailureFeedbackRoleArn",
        "SQSSuccessFeedbackRoleArn", "SQSSuccessFeedbackSampleRate", "SQSFailureFeedbackRoleArn",
        "FirehoseSuccessFeedbackRoleArn", "FirehoseSuccessFeedbackSampleRate", "FirehoseFailureFeedbackRoleArn",
    ];

    public void Map(OperationMap operations)
    {
        operations.Map<CreateTopicRequest, TopicArnResponse>("CreateTopic", CreateAsync, (request, context) => new Permission("sns:CreateTopic", context.Arn("sns", request.Name)));
        operations.Map<TopicArnRequest, Nothing>("DeleteTopic", DeleteAsync, (request, context) => PermissionAsync("DeleteTopic", request.TopicArn, context));
        operations.Map<TopicArnRequest, AttributesResponse>("GetTopicAttributes", GetAsync, (request, context) => PermissionAsync("GetTopicAttributes", request.TopicArn, context));
        operations.Map<SetTopicAttributesRequest, Nothing>("SetTopicAttributes", SetAsync, (request, context) => PermissionAsync("SetTopicAttributes", request.TopicArn, context));
        operations.Map<NextTokenRequest, ListTopicsResponse>("ListTopics", ListAsync);
        operations.Map<TagRequest, Nothing>("TagResource", TagAsync, (request, context) => PermissionAsync("TagResource", request.ResourceArn, context));
        operations.Map<UntagRequest, Nothing>("UntagResource", UntagAsync, (request, context) => PermissionAsync("UntagResource", request.ResourceArn, context));
        operations.Map<ListTagsRequest, ListTagsResponse>("ListTagsForResource", ListTagsAsync, (request, context) => PermissionAsync("ListTagsForResource", request.ResourceArn, context));
        operations.Map<AddPermissionRequest, Nothing>("AddPermission", AddPermissionAsync, (request, context) => PermissionAsync("AddPermission", request.TopicArn, context));
        operations.Map<RemovePermissionRequest, Nothing>("RemovePermission", RemovePermissionAsync, (request, context) => PermissionAsync("RemovePermission", request.TopicArn, context));
    }

    /// <summary>What a call on a topic needs, with the topic's own policy.</summary>
    public async ValueTask<IReadOnlyList<Permission>> PermissionAsync(string operation, string arn, CallContext context)
    {
        var topic = await topics.FindAsync(arn, context.CancellationToken);
        return [new Permission($"sns:{operation}", arn) { ResourcePolicy = topic is null ? null : Policy(topic, context) }];
    }

    private static string Policy(Topic topic, CallContext context) => topic.Attributes.GetValueOrDefault("Policy") ?? DefaultPolicy(topic, context).ToJsonString();

    /// <summary>The account's own principals may do everything with it.</summary>
    private static JsonObject DefaultPolicy(Topic topic, CallContext context) => new()
    {
        ["Version"] = "2008-10-17",
        ["Id"] = "__default_policy_ID",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Sid"] = "__default_statement_ID",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = "*" },
            ["Action"] = new JsonArray(
                "SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:AddPermission", "SNS:RemovePermission", "SNS:DeleteTopic", "SNS:Subscribe", "SNS:ListSubscriptionsByTopic", "SNS:Publish"),
            ["Resource"] = topic.Arn,
            ["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["AWS:SourceOwner"] = context.Account } },
        }),
    };

    private async ValueTask<TopicArnResponse> CreateAsync(CreateTopicRequest request, CallContext context)
    {
        if (!Name().IsMatch(request.Name))
        {
            throw SnsFaults.Invalid("Topic Name");
        }

        if (request.DataProtectionPolicy is not null)
        {
            throw SnsFaults.Invalid("DataProtectionPolicy is not supported here");
        }

        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Attributes ?? [])
        {
            Set(attributes, name, value);
        }

        var tags = new SortedDictionary<string, string>((request.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value), StringComparer.Ordinal);
        var topic = new Topic(context.Arn("sns", request.Name), attributes, tags);
        if (!await topics.TryCreateAsync(topic, context.CancellationToken))
        {
            await CheckSameAsync(topic, context);
        }

        return new TopicArnResponse(topic.Arn);
    }

    /// <summary>Making a topic again is no error when nothing is different.</summary>
    private async ValueTask CheckSameAsync(Topic topic, CallContext context)
    {
        var standing = await topics.FindAsync(topic.Arn, context.CancellationToken);
        if (standing is not null && topic.Attributes.Any(attribute => standing.Attributes.GetValueOrDefault(attribute.Key) != attribute.Value))
        {
            throw SnsFaults.Invalid("Attributes Reason: Topic already exists with different attributes");
        }

        if (standing is not null && topic.Tags.Count > 0 && !topic.Tags.SequenceEqual(standing.Tags))
        {
            throw SnsFaults.Invalid("Tags Reason: Topic already exists with different tags");
        }
    }

    private async ValueTask<Nothing> DeleteAsync(TopicArnRequest request, CallContext context)
    {
        await topics.RemoveAsync(request.TopicArn, context.CancellationToken);
        return Nothing.Value;
    }

    private async ValueTask<AttributesResponse> GetAsync(TopicArnRequest request, CallContext context)
    {
        var topic = await topics.FindAsync(request.TopicArn, context.CancellationToken) ?? throw SnsFaults.NoTopic();
        var subscriptions = await topics.SubscriptionsAsync(topic.Arn, context.CancellationToken);
        var shown = new SortedDictionary<string, string>(topic.Attributes, StringComparer.Ordinal)
        {
            ["TopicArn"] = topic.Arn,
            ["Owner"] = context.Account,
            ["SubscriptionsConfirmed"] = $"{subscriptions.Count(subscription => subscription.Confirmed)}",
            ["SubscriptionsPending"] = $"{subscriptions.Count(subscription => !subscription.Confirmed)}",
            ["SubscriptionsDeleted"] = "0",
            ["Policy"] = Policy(topic, context),
            ["EffectiveDeliveryPolicy"] = EffectiveDeliveryPolicy(topic),
        };
        shown.TryAdd("DisplayName", "");
        return new AttributesResponse(shown);
    }

    private static string EffectiveDeliveryPolicy(Topic topic)
    {
        var policy = RetryPolicy.Read(topic.Attributes.GetValueOrDefault("DeliveryPolicy"));
        return new JsonObject
        {
            ["http"] = new JsonObject
            {
                ["defaultHealthyRetryPolicy"] = new JsonObject
                {
                    ["minDelayTarget"] = (int)policy.MinDelay.TotalSeconds,
                    ["maxDelayTarget"] = (int)policy.MaxDelay.TotalSeconds,
                    ["numRetries"] = policy.Retries,
                    ["numMaxDelayRetries"] = policy.MaxDelayRetries,
                    ["numNoDelayRetries"] = policy.NoDelayRetries,
                    ["numMinDelayRetries"] = policy.MinDelayRetries,
                    ["backoffFunction"] = policy.Backoff,
                },
                ["disableSubscriptionOverrides"] = false,
            },
        }.ToJsonString();
    }

    private async ValueTask<Nothing> SetAsync(SetTopicAttributesRequest request, CallContext context)
    {
        var changed = await topics.ChangeAsync(
            request.TopicArn,
            topic =>
            {
                Set(topic.Attributes, request.AttributeName, request.AttributeValue ?? "");
                return topic;
            },
            context.CancellationToken);
        return changed is null ? throw SnsFaults.NoTopic() : Nothing.Value;
    }

    /// <summary>Sets an attribute that is known and possible; an empty value takes it back.</summary>
    private static void Set(SortedDictionary<string, string> attributes, string name, string value)
    {
        switch (name)
        {
            case "FifoTopic" or "ContentBasedDeduplication" when value == "false":
                return;
            case "Policy" when value.Length > 0 && !IsObject(value):
                throw SnsFaults.Invalid("Policy Error: null");
            case "SignatureVersion" when value is not ("1" or "2" or ""):
                throw SnsFaults.Invalid("SignatureVersion must be 1 or 2");
            case "DisplayName" when value.Length > 100:
                throw SnsFaults.Invalid("DisplayName must be 100 characters or fewer");
            case "DeliveryPolicy":
                CheckDeliveryPolicy(value);
                break;
            case "Policy" or "SignatureVersion" or "DisplayName":
                break;
            case var _ when !Inert.Contains(name):
                throw SnsFaults.Invalid($"AttributeName {name} is not supported here");
        }

        if (value.Length > 0)
        {
            attributes[name] = value;
        }
        else
        {
            attributes.Remove(name);
        }
    }

    private static void CheckDeliveryPolicy(string value)
    {
        try
        {
            RetryPolicy.Read(value);
        }
        catch (FormatException fault)
        {
            throw SnsFaults.Invalid(fault.Message);
        }
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

    private async ValueTask<ListTopicsResponse> ListAsync(NextTokenRequest request, CallContext context)
    {
        var found = await topics.ListAsync(context.Arn("sns", ""), request.NextToken, OnAPage + 1, context.CancellationToken);
        return new ListTopicsResponse([.. found.Take(OnAPage).Select(topic => new TopicArnResponse(topic.Arn))], found.Count > OnAPage ? found[OnAPage - 1].Arn : null);
    }

    private ValueTask<Nothing> TagAsync(TagRequest request, CallContext context) => ChangeTagsAsync(request.ResourceArn, context, tags =>
    {
        foreach (var tag in request.Tags)
        {
            tags[tag.Key] = tag.Value;
        }

        if (tags.Count > MostTags)
        {
            throw new AwsException("TagLimitExceededException", "Could not complete request: tag quota of per resource exceeded");
        }
    });

    private ValueTask<Nothing> UntagAsync(UntagRequest request, CallContext context) => ChangeTagsAsync(request.ResourceArn, context, tags =>
    {
        foreach (var key in request.TagKeys)
        {
            tags.Remove(key);
        }
    });

    private async ValueTask<ListTagsResponse> ListTagsAsync(ListTagsRequest request, CallContext context)
    {
        var topic = await topics.FindAsync(request.ResourceArn, context.CancellationToken) ?? throw NoResource();
        return new ListTagsResponse([.. topic.Tags.Select(tag => new TagDocument(tag.Key, tag.Value))]);
    }

    private static AwsException NoResource() => new("ResourceNotFoundException", "Resource does not exist");

    private async ValueTask<Nothing> ChangeTagsAsync(string arn, CallContext context, Action<SortedDictionary<string, string>> change)
    {
        var changed = await topics.ChangeAsync(
            arn,
            topic =>
            {
                change(topic.Tags);
                return topic;
            },
            context.CancellationToken);
        return changed is null ? throw NoResource() : Nothing.Value;
    }

    private ValueTask<Nothing> AddPermissionAsync(AddPermissionRequest request, CallContext context) => ChangePolicyAsync(request.TopicArn, context, statements =>
    {
        if (statements.Any(statement => (string?)statement?["Sid"] == request.Label))
        {
            throw SnsFaults.Invalid("Statement already exists");
        }

        statements.Add(new JsonObject
        {
            ["Sid"] = request.Label,
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = new JsonArray([.. request.AWSAccountId.Select(account => (JsonNode)$"arn:aws:iam::{account}:root")]) },
            ["Action"] = new JsonArray([.. request.ActionName.Select(action => (JsonNode)$"SNS:{action}")]),
            ["Resource"] = request.TopicArn,
        });
    });

    private ValueTask<Nothing> RemovePermissionAsync(RemovePermissionRequest request, CallContext context) => ChangePolicyAsync(request.TopicArn, context, statements =>
    {
        if (statements.FirstOrDefault(statement => (string?)statement?["Sid"] == request.Label) is not { } found)
        {
            throw new AwsException("NotFoundException", "Statement does not exist");
        }

        statements.Remove(found);
    });

    private async ValueTask<Nothing> ChangePolicyAsync(string arn, CallContext context, Action<JsonArray> change)
    {
        var changed = await topics.ChangeAsync(
            arn,
            topic =>
            {
                var policy = JsonNode.Parse(Policy(topic, context))!.AsObject();
                change(policy["Statement"]!.AsArray());
                topic.Attributes["Policy"] = policy.ToJsonString();
                return topic;
            },
            context.CancellationToken);
        return changed is null ? throw SnsFaults.NoTopic() : Nothing.Value;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,256}\z")]
    private static partial Regex Name();
}
