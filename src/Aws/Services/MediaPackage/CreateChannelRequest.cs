namespace Headwater.Aws.Services.MediaPackage;

/// <summary>CreateChannel.</summary>
internal sealed record CreateChannelRequest
{
    /// <summary>The caller's name for it.</summary>
    public required string Id { get; init; }

    /// <summary>Words about it.</summary>
    public string? Description { get; init; }

    /// <summary>Tags.</summary>
    public Dictionary<string, string>? Tags { get; init; }
}
