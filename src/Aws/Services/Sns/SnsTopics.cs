using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.Events;
using Headwater.Documents;

namespace Headwater.Aws.Services.Sns;

/// <summary>The topics and their subscriptions, and what publishing to them does. Callable from anywhere; other services publish here.</summary>
public sealed class SnsTopics
{
    private readonly DocumentSet<Topic> _topics;
    private readonly DocumentSet<Subscription> _subscriptions;
    private readonly IDocumentStore _documents;
    private readonly DeliveryQueue _queue;
    private readonly Envelope _envelope;
    private readonly TimeProvider _time;

    /// <summary>Opens the topics of a store of documents.</summary>
    public SnsTopics(IDocumentStore documents, DeliveryQueue queue, MessageSigner signer, SnsOptions options, TimeProvider time)
    {
        _documents = documents;
        _queue = queue;
        _envelope = new Envelope(signer, options);
        _time = time;
        _topics = new(documents, "sns/topics", CanonicalJson.Options);
        _subscriptions = new(documents, "sns/subscriptions", CanonicalJson.Options);
    }

    /// <summary>The topic of that ARN, or null.</summary>
    public async ValueTask<Topic?> FindAsync(string arn, CancellationToken cancellationToken) => (await _topics.FindAsync(arn, cancellationToken))?.Value;

    /// <summary>Makes a topic; false when there is one.</summary>
    public ValueTask<bool> TryCreateAsync(Topic topic, CancellationToken cancellationToken) => _topics.TryPutAsync(topic.Arn, topic, 0, cancellationToken);

    /// <summary>Changes a topic; null when there is none.</summary>
    public async ValueTask<Topic?> ChangeAsync(string arn, Func<Topic, Topic> change, CancellationToken cancellationToken)
    {
        while (await _topics.FindAsync(arn, cancellationToken) is { } standing)
        {
            var changed = change(standing.Value);
            if (await _topics.TryPutAsync(arn, changed, standing.Version, cancellationToken))
            {
                return changed;
            }
        }

        return null;
    }

    /// <summary>Removes a topic with its subscriptions; nothing when there is none.</summary>
    public async ValueTask RemoveAsync(string arn, CancellationToken cancellationToken)
    {
        var writes = new List<DocumentWrite> { _topics.Write(arn, null, null) };
        foreach (var subscription in await SubscriptionsAsync(arn, cancellationToken))
        {
            writes.Add(_subscriptions.Write(subscription.Arn, null, null));
        }

        await _documents.TryCommitAsync(writes, cancellationToken);
    }

    /// <summary>Topics whose ARNs begin so, behind one, in order.</summary>
    public async ValueTask<IReadOnlyList<Topic>> ListAsync(string prefix, string? after, int most, CancellationToken cancellationToken)
    {
        var found = new List<Topic>();
        await foreach (var topic in _topics.ListAsync(cancellationToken, prefix, after))
        {
            found.Add(topic.Value);
            if (found.Count == most)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>The subscription of that ARN, or null.</summary>
    public async ValueTask<Subscription?> FindSubscriptionAsync(string arn, CancellationToken cancellationToken) => (await _subscriptions.FindAsync(arn, cancellationToken))?.Value;

    /// <summary>Subscriptions of a topic, or of all topics whose ARNs begin so, in the order of their ARNs.</summary>
    public async ValueTask<IReadOnlyList<Subscription>> SubscriptionsAsync(string topicArn, CancellationToken cancellationToken)
    {
        var found = new List<Subscription>();
        await foreach (var subscription in _subscriptions.ListAsync(cancellationToken, topicArn))
        {
            if (subscription.Value.TopicArn == topicArn || topicArn.EndsWith(':'))
            {
                found.Add(subscription.Value);
            }
        }

        return found;
    }

    /// <summary>Makes a subscription and asks its endpoint whether it is wanted; the one that stands when the endpoint has one already.</summary>
    public async ValueTask<Subscription> SubscribeAsync(Topic topic, string protocol, string endpoint, string owner, SortedDictionary<string, string> attributes, CancellationToken cancellationToken)
    {
        if ((await SubscriptionsAsync(topic.Arn, cancellationToken)).FirstOrDefault(standing => standing.Protocol == protocol && standing.Endpoint == endpoint) is { } known)
        {
            if (!known.Confirmed)
            {
                await AskAsync(known, topic, cancellationToken);
            }

            return known;
        }

        var subscription = new Subscription
        {
            Arn = $"{topic.Arn}:{Guid.NewGuid()}",
            TopicArn = topic.Arn,
            Protocol = protocol,
            Endpoint = endpoint,
            Owner = owner,
            Token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(64)),
            Attributes = attributes,
        };
        await _subscriptions.TryPutAsync(subscription.Arn, subscription, 0, cancellationToken);
        await AskAsync(subscription, topic, cancellationToken);
        return subscription;
    }

    /// <summary>Confirms the subscription of a token; null when there is none.</summary>
    public async ValueTask<Subscription?> ConfirmAsync(string topicArn, string token, CancellationToken cancellationToken)
    {
        foreach (var subscription in await SubscriptionsAsync(topicArn, cancellationToken))
        {
            if (IsSame(subscription.Token, token))
            {
                return await ChangeSubscriptionAsync(subscription.Arn, standing => standing with { Confirmed = true }, cancellationToken);
            }
        }

        return null;
    }

    /// <summary>Changes a subscription; null when there is none.</summary>
    public async ValueTask<Subscription?> ChangeSubscriptionAsync(string arn, Func<Subscription, Subscription> change, CancellationToken cancellationToken)
    {
        while (await _subscriptions.FindAsync(arn, cancellationToken) is { } standing)
        {
            var changed = change(standing.Value);
            if (await _subscriptions.TryPutAsync(arn, changed, standing.Version, cancellationToken))
            {
                return changed;
            }
        }

        return null;
    }

    /// <summary>Removes a subscription; false when there is none.</summary>
    public async ValueTask<bool> UnsubscribeAsync(string arn, CancellationToken cancellationToken) =>
        await FindSubscriptionAsync(arn, cancellationToken) is not null && await _subscriptions.TryPutAsync(arn, null, null, cancellationToken);

    /// <summary>Removes a subscription by the link of its messages; false when the token is not its own.</summary>
    public async ValueTask<bool> UnsubscribeByLinkAsync(string arn, string token, CancellationToken cancellationToken) =>
        await FindSubscriptionAsync(arn, cancellationToken) is { } found && IsSame(found.Token, token) && await UnsubscribeAsync(arn, cancellationToken);

    /// <summary>Hands a message to all confirmed subscriptions that want it; durable when it returns.</summary>
    /// <returns>The message's id, or null when there is no such topic.</returns>
    public async ValueTask<string?> PublishAsync(string topicArn, TopicMessage message, CancellationToken cancellationToken)
    {
        if (await FindAsync(topicArn, cancellationToken) is not { } topic)
        {
            return null;
        }

        var id = Guid.NewGuid().ToString();
        var deliveries = (await SubscriptionsAsync(topicArn, cancellationToken)).Where(subscription => subscription.Confirmed && Wants(subscription, message)).Select(subscription => Deliver(topic, subscription, message, id));
        await _queue.AddAsync([.. deliveries], cancellationToken);
        return id;
    }

    private static bool IsSame(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(left), System.Text.Encoding.UTF8.GetBytes(right));

    private static bool Wants(Subscription subscription, TopicMessage message)
    {
        if (!subscription.Attributes.TryGetValue("FilterPolicy", out var policy) || policy is "" or "{}")
        {
            return true;
        }

        return JsonPattern.Read(policy).Fits(subscription.Attributes.GetValueOrDefault("FilterPolicyScope") == "MessageBody" ? Body(message) : Filterable(message.Attributes));
    }

    private static JsonNode? Body(TopicMessage message)
    {
        try
        {
            return JsonNode.Parse(message.Text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The attributes as filter policies see them: numbers as numbers, lists as lists.</summary>
    private static JsonObject Filterable(JsonObject? attributes)
    {
        var seen = new JsonObject();
        foreach (var (name, attribute) in attributes ?? [])
        {
            var value = (string)attribute!["Value"]!;
            seen[name] = (string)attribute["Type"]! switch
            {
                "String.Array" => TryParse(value) ?? value,
                "Number" => TryParse(value) ?? value,
                _ => value,
            };
        }

        return seen;
    }

    private static JsonNode? TryParse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string TextFor(TopicMessage message, string protocol)
    {
        if (!message.IsStructured)
        {
            return message.Text;
        }

        var texts = JsonNode.Parse(message.Text)!.AsObject();
        return (string?)(texts[protocol] ?? texts["default"]) ?? "";
    }

    private Delivery Deliver(Topic topic, Subscription subscription, TopicMessage message, string id)
    {
        var text = TextFor(message, subscription.Protocol);
        var raw = subscription.Attributes.GetValueOrDefault("RawMessageDelivery") == "true" && subscription.Protocol is "http" or "https";
        var version = topic.Attributes.GetValueOrDefault("SignatureVersion", "1");
        var body = subscription.Protocol switch
        {
            "email" => $"{text}\n\n--\nIf you wish to stop receiving notifications from this topic, please visit the link below to unsubscribe:\n{_envelope.UnsubscribeUrl(subscription)}\n",
            _ when raw => text,
            _ => _envelope.Notification(subscription, message, text, id, _time.GetUtcNow(), version),
        };
        return new Delivery
        {
            Id = _queue.NextId(),
            Protocol = subscription.Protocol,
            Endpoint = subscription.Endpoint,
            Type = "Notification",
            MessageId = id,
            TopicArn = topic.Arn,
            SubscriptionArn = subscription.Arn,
            Subject = message.Subject,
            Body = body,
            IsRaw = raw,
            Retries = Retries(topic, subscription),
        };
    }

    private static RetryPolicy Retries(Topic topic, Subscription subscription) =>
        RetryPolicy.Read(subscription.Attributes.GetValueOrDefault("DeliveryPolicy") ?? topic.Attributes.GetValueOrDefault("DeliveryPolicy"));

    private async ValueTask AskAsync(Subscription subscription, Topic topic, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        var text = $"You have chosen to subscribe to the topic {topic.Arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.";
        var body = subscription.Protocol == "email"
            ? $"You have chosen to subscribe to the topic:\n{topic.Arn}\n\nTo confirm this subscription, visit the link below (If this was in error no action is necessary):\n{_envelope.ConfirmUrl(subscription)}\n"
            : _envelope.Confirmation(subscription, "SubscriptionConfirmation", text, id, _time.GetUtcNow(), topic.Attributes.GetValueOrDefault("SignatureVersion", "1"));
        await _queue.AddAsync(
            [
                new Delivery
                {
                    Id = _queue.NextId(),
                    Protocol = subscription.Protocol,
                    Endpoint = subscription.Endpoint,
                    Type = "SubscriptionConfirmation",
                    MessageId = id,
                    TopicArn = topic.Arn,
                    Subject = "AWS Notification - Subscription Confirmation",
                    Body = body,
                    Retries = Retries(topic, subscription),
                },
            ],
            cancellationToken);
    }
}
