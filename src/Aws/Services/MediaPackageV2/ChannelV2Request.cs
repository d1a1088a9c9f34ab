namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>A request about a channel.</summary>
internal sealed record ChannelV2Request
{
    public required string ChannelGroupName { get; init; }

    public required string ChannelName { get; init; }

    /// <summary>Only to create.</summary>
    public string? InputType { get; init; }

    public string? Description { get; init; }

    public InputSwitchConfiguration? InputSwitchConfiguration { get; init; }

    public OutputHeaderConfiguration? OutputHeaderConfiguration { get; init; }

    /// <summary>Only to create.</summary>
    public Dictionary<string, string>? Tags { get; init; }

    /// <summary>The tag that must stand; null: whichever does.</summary>
    public string? ETag { get; init; }

    /// <summary>Only to put a policy.</summary>
    public string? Policy { get; init; }
}
