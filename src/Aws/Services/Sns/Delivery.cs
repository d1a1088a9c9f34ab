namespace Headwater.Aws.Services.Sns;

/// <summary>One message on its way to one subscription, as it is stored until it arrived or was given up.</summary>
public sealed record Delivery
{
    /// <summary>Names it; in order of making.</summary>
    public required string Id { get; init; }

    /// <summary><c>http</c>, <c>https</c>, <c>email</c> or <c>email-json</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>URL or address.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Type of message: <c>Notification</c>, <c>SubscriptionConfirmation</c> or <c>UnsubscribeConfirmation</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Names the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>The topic.</summary>
    public required string TopicArn { get; init; }

    /// <summary>The subscription, or null before there is one.</summary>
    public string? SubscriptionArn { get; init; }

    /// <summary>What is sent.</summary>
    public required string Body { get; init; }

    /// <summary>Subject of a mail, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether the body is the bare message.</summary>
    public bool IsRaw { get; init; }

    /// <summary>How it is tried again.</summary>
    public required RetryPolicy Retries { get; init; }

    /// <summary>How often it failed.</summary>
    public int Failures { get; init; }
}
