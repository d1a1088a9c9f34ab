namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>A channel group as it is kept.</summary>
internal sealed record ChannelGroupDocument
{
    /// <summary>The collection; ids are region and group.</summary>
    public const string Collection = "mediapackagev2/channel-group";

    public required string ChannelGroupName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Changes with every change that callers make.</summary>
    public required string ETag { get; init; }

    /// <summary>The request that made it; null when the caller gave no token.</summary>
    public IdempotentRequest? Creation { get; init; }

    /// <summary>How many channels were ever made in it; written with each, so that a group cannot vanish under a new channel.</summary>
    public long ChannelsMade { get; init; }
}
