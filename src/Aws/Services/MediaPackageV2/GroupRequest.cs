namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>A request about a group.</summary>
internal sealed record GroupRequest
{
    public required string ChannelGroupName { get; init; }

    public string? Description { get; init; }

    /// <summary>The tag that must stand; null: whichever does.</summary>
    public string? ETag { get; init; }
}
