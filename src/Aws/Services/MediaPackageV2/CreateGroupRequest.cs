namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>CreateChannelGroup.</summary>
internal sealed record CreateGroupRequest
{
    public required string ChannelGroupName { get; init; }

    public string? Description { get; init; }

    public Dictionary<string, string>? Tags { get; init; }
}
