using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>An origin endpoint of a group's channel as it is kept.</summary>
internal sealed record EndpointV2Document
{
    /// <summary>The collection; ids are region, group, channel and endpoint.</summary>
    public const string Collection = "mediapackagev2/origin-endpoint";

    public required string ChannelGroupName { get; init; }

    public required string ChannelName { get; init; }

    public required string OriginEndpointName { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>What the caller wants of it, as the caller said it.</summary>
    public required JsonObject Settings { get; init; }

    /// <summary>Who may play it; null for nobody.</summary>
    public string? Policy { get; init; }

    /// <summary>What a request must know beside the policy; null: nothing.</summary>
    public CdnAuthConfiguration? CdnAuth { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Changes with every change that callers make.</summary>
    public required string ETag { get; init; }

    /// <summary>The request that made it; null when the caller gave no token.</summary>
    public IdempotentRequest? Creation { get; init; }

    /// <summary><c>group/channel/endpoint</c>.</summary>
    public string Path() => $"{ChannelGroupName}/{ChannelName}/{OriginEndpointName}";
}
