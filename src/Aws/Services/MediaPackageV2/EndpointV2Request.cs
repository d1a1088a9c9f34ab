namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>What of a request about an endpoint is not its settings.</summary>
internal sealed record EndpointV2Request
{
    public required string ChannelGroupName { get; init; }

    public required string ChannelName { get; init; }

    public required string OriginEndpointName { get; init; }

    /// <summary>Only to create.</summary>
    public Dictionary<string, string>? Tags { get; init; }

    /// <summary>The tag that must stand; null: whichever does.</summary>
    public string? ETag { get; init; }

    /// <summary>Only to put a policy.</summary>
    public string? Policy { get; init; }

    /// <summary>Only to put a policy.</summary>
    public CdnAuthConfiguration? CdnAuthConfiguration { get; init; }
}
