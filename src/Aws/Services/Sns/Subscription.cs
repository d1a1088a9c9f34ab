namespace Headwater.Aws.Services.Sns;

/// <summary>Somebody who wants the messages of a topic.</summary>
public sealed record Subscription
{
    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The topic.</summary>
    public required string TopicArn { get; init; }

    /// <summary><c>http</c>, <c>https</c>, <c>email</c> or <c>email-json</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>URL or address.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Account of whoever made it.</summary>
    public required string Owner { get; init; }

    /// <summary>What confirms it; secret until then.</summary>
    public required string Token { get; init; }

    /// <summary>Whether messages go to it.</summary>
    public bool Confirmed { get; init; }

    /// <summary>The attributes its owner has set.</summary>
    public SortedDictionary<string, string> Attributes { get; init; } = new(StringComparer.Ordinal);
}
