namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>A channel of a group as it is kept.</summary>
internal sealed record ChannelV2Document
{
    /// <summary>The collection; ids are region, group and channel.</summary>
    public const string Collection = "mediapackagev2/channel";

    /// <summary>Its group.</summary>
    public required string ChannelGroupName { get; init; }

    /// <summary>Its name in the group.</summary>
    public required string ChannelName { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>When its state was reset last; null for never.</summary>
    public DateTimeOffset? ResetAt { get; init; }

    /// <summary><c>HLS</c> or <c>CMAF</c>.</summary>
    public required string InputType { get; init; }

    /// <summary>The caller's words about it.</summary>
    public string? Description { get; init; }

    /// <summary>Which input is preferred.</summary>
    public InputSwitchConfiguration? InputSwitchConfiguration { get; init; }

    /// <summary>Which headers are answered.</summary>
    public OutputHeaderConfiguration? OutputHeaderConfiguration { get; init; }

    /// <summary>Who else may push media; null for nobody.</summary>
    public string? Policy { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Changes with every change that callers make.</summary>
    public required string ETag { get; init; }

    /// <summary>The request that made it; null when the caller gave no token.</summary>
    public IdempotentRequest? Creation { get; init; }

    /// <summary>How many endpoints were ever made of it; written with each, so that a channel cannot vanish under a new endpoint.</summary>
    public long EndpointsMade { get; init; }
}
