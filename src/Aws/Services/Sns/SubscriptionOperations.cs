using System.Net.Mail;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.Events;

namespace Headwater.Aws.Services.Sns;

/// <summary>Operations on subscriptions.</summary>
internal sealed class SubscriptionOperations(SnsTopics topics, SnsOptions options)
{
    private const int OnAPage = 100;

    public void Map(OperationMap operations)
    {
        var permissions = new TopicOperations(topics);
        operations.Map<SubscribeRequest, SubscriptionArnResponse>("Subscribe", SubscribeAsync, (request, context) => permissions.PermissionAsync("Subscribe", request.TopicArn, context));
        operations.Map<ConfirmSubscriptionRequest, SubscriptionArnResponse>("ConfirmSubscription", ConfirmAsync, (request, context) => permissions.PermissionAsync("ConfirmSubscription", request.TopicArn, context));
        operations.Map<SubscriptionArnRequest, Nothing>("Unsubscribe", UnsubscribeAsync, (request, _) => new Permission("sns:Unsubscribe", request.SubscriptionArn));
        operations.Map<NextTokenRequest, ListSubscriptionsResponse>("ListSubscriptions", (request, context) => ListAsync(context.Arn("sns", ""), request.NextToken, context));
        operations.Map<TopicArnRequest, ListSubscriptionsResponse>("ListSubscriptionsByTopic", ListByTopicAsync, (request, context) => permissions.PermissionAsync("ListSubscriptionsByTopic", request.TopicArn, context));
        operations.Map<SubscriptionArnRequest, AttributesResponse>("GetSubscriptionAttributes", GetAsync, (request, _) => new Permission("sns:GetSubscriptionAttributes", request.SubscriptionArn));
        operations.Map<SetSubscriptionAttributesRequest, Nothing>("SetSubscriptionAttributes", SetAsync, (request, _) => new Permission("sns:SetSubscriptionAttributes", request.SubscriptionArn));
    }

    private async ValueTask<SubscriptionArnResponse> SubscribeAsync(SubscribeRequest request, CallContext context)
    {
        CheckEndpoint(request);
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Attributes ?? [])
        {
            Set(attributes, name, value);
        }

        var topic = await topics.FindAsync(request.TopicArn, context.CancellationToken) ?? throw SnsFaults.NoTopic();
        var subscription = await topics.SubscribeAsync(topic, request.Protocol, request.Endpoint!, context.Account, attributes, context.CancellationToken);
        return new SubscriptionArnResponse(subscription.Confirmed || request.ReturnSubscriptionArn == true ? subscription.Arn : "pending confirmation");
    }

    private static void CheckEndpoint(SubscribeRequest request)
    {
        var good = request.Protocol switch
        {
            "http" or "https" => Uri.TryCreate(request.Endpoint, UriKind.Absolute, out var uri) && uri.Scheme == request.Protocol,
            "email" or "email-json" => MailAddress.TryCreate(request.Endpoint, out var address) && address.Address == request.Endpoint,
            "sqs" or "sms" or "lambda" or "application" or "firehose" => throw SnsFaults.Invalid($"Protocol {request.Protocol} does not run here: http, https, email and email-json do"),
            _ => throw SnsFaults.Invalid($"Does not support this protocol string: {request.Protocol}"),
        };
        if (!good)
        {
            throw SnsFaults.Invalid(request.Protocol is "http" or "https" ? "Endpoint must match the specified protocol" : "Email address");
        }
    }

    private async ValueTask<SubscriptionArnResponse> ConfirmAsync(ConfirmSubscriptionRequest request, CallContext context)
    {
        if (await topics.FindAsync(request.TopicArn, context.CancellationToken) is null)
        {
            throw SnsFaults.NoTopic();
        }

        var confirmed = await topics.ConfirmAsync(request.TopicArn, request.Token, context.CancellationToken) ?? throw SnsFaults.Invalid("Token");
        return new SubscriptionArnResponse(confirmed.Arn);
    }

    private async ValueTask<Nothing> UnsubscribeAsync(SubscriptionArnRequest request, CallContext context)
    {
        // Ending what is not there is no error, as with SNS, but what is no ARN of a subscription is.
        if (request.SubscriptionArn.Split(':').Length != 7)
        {
            throw SnsFaults.Invalid("SubscriptionArn Reason: An ARN must have at least 6 elements, not " + request.SubscriptionArn.Split(':').Length);
        }

        await topics.UnsubscribeAsync(request.SubscriptionArn, context.CancellationToken);
        return Nothing.Value;
    }

    private async ValueTask<ListSubscriptionsResponse> ListByTopicAsync(TopicArnRequest request, CallContext context) =>
        await topics.FindAsync(request.TopicArn, context.CancellationToken) is null ? throw SnsFaults.NoTopic() : await ListAsync(request.TopicArn, request.NextToken, context);

    private async ValueTask<ListSubscriptionsResponse> ListAsync(string prefix, string? after, CallContext context)
    {
        var rest = (await topics.SubscriptionsAsync(prefix, context.CancellationToken)).Where(subscription => after is null || string.CompareOrdinal(subscription.Arn, after) > 0).Take(OnAPage + 1).ToList();
        var page = rest.Take(OnAPage).Select(subscription =>
            new SubscriptionDocument(subscription.Confirmed ? subscription.Arn : "PendingConfirmation", subscription.Owner, subscription.Protocol, subscription.Endpoint, subscription.TopicArn));
        return new ListSubscriptionsResponse([.. page], rest.Count > OnAPage ? rest[OnAPage - 1].Arn : null);
    }

    private async ValueTask<AttributesResponse> GetAsync(SubscriptionArnRequest request, CallContext context)
    {
        var subscription = await topics.FindSubscriptionAsync(request.SubscriptionArn, context.CancellationToken) ?? throw SnsFaults.NoSubscription();
        var shown = new SortedDictionary<string, string>(subscription.Attributes, StringComparer.Ordinal)
        {
            ["SubscriptionArn"] = subscription.Arn,
            ["TopicArn"] = subscription.TopicArn,
            ["Owner"] = subscription.Owner,
            ["Protocol"] = subscription.Protocol,
            ["Endpoint"] = subscription.Endpoint,
            ["PendingConfirmation"] = subscription.Confirmed ? "false" : "true",
            ["ConfirmationWasAuthenticated"] = "false",
            ["SubscriptionPrincipal"] = context.Principal.Arn,
        };
        shown.TryAdd("RawMessageDelivery", "false");
        if (!subscription.Confirmed && subscription.Protocol.StartsWith("email", StringComparison.Ordinal) && options.SmtpServer is null)
        {
            shown["PendingReason"] = "No mail server is configured: the question whether the subscription is wanted cannot be sent";
        }

        return new AttributesResponse(shown);
    }

    private async ValueTask<Nothing> SetAsync(SetSubscriptionAttributesRequest request, CallContext context)
    {
        var changed = await topics.ChangeSubscriptionAsync(
            request.SubscriptionArn,
            subscription =>
            {
                Set(subscription.Attributes, request.AttributeName, request.AttributeValue ?? "");
                return subscription;
            },
            context.CancellationToken);
        return changed is null ? throw SnsFaults.NoSubscription() : Nothing.Value;
    }

    /// <summary>Sets an attribute that is known and possible; an empty value takes it back.</summary>
    private static void Set(SortedDictionary<string, string> attributes, string name, string value)
    {
        switch (name)
        {
            case "RawMessageDelivery" when value is not ("true" or "false" or ""):
                throw SnsFaults.Invalid("Attributes Reason: RawMessageDelivery: Invalid value. Must be true or false.");
            case "FilterPolicyScope" when value is not ("MessageAttributes" or "MessageBody" or ""):
                throw SnsFaults.Invalid("Attributes Reason: FilterPolicyScope: Invalid value. Please use either MessageBody or MessageAttributes");
            case "FilterPolicy" or "DeliveryPolicy":
                CheckPolicy(name, value);
                break;
            case "RawMessageDelivery" or "FilterPolicyScope":
                break;
            default:
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

    private static void CheckPolicy(string name, string value)
    {
        try
        {
            if (name == "DeliveryPolicy")
            {
                RetryPolicy.Read(value);
            }
            else if (value is not ("" or "{}"))
            {
                JsonPattern.Read(value);
            }
        }
        catch (FormatException fault)
        {
            throw SnsFaults.Invalid($"{name}: {fault.Message}");
        }
    }
}
