namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>Which headers a channel's answers carry.</summary>
internal sealed record OutputHeaderConfiguration
{
    /// <summary>Whether they tell the quality of the media.</summary>
    public bool? PublishMQCS { get; init; }
}
