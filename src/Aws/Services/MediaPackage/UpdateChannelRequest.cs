namespace Headwater.Aws.Services.MediaPackage;

/// <summary>UpdateChannel: nothing but its words can change.</summary>
internal sealed record UpdateChannelRequest
{
    /// <summary>Which.</summary>
    public required string Id { get; init; }

    /// <summary>New words; null leaves the old.</summary>
    public string? Description { get; init; }
}
