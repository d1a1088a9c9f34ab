namespace Headwater.Aws.Services.MediaPackage;

/// <summary>ListChannels.</summary>
internal sealed record ChannelsAnswer
{
    public required IReadOnlyList<ChannelAnswer> Channels { get; init; }

    public string? NextToken { get; init; }
}
