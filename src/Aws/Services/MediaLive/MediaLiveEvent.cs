using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaLive;

/// <summary>One event of source <c>aws.medialive</c>.</summary>
public sealed record MediaLiveEvent
{
    /// <summary>Such as <c>MediaLive Channel State Change</c>.</summary>
    public required string DetailType { get; init; }

    /// <summary>Twelve digits.</summary>
    public required string Account { get; init; }

    /// <summary>Such as <c>us-east-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>ARN of the channel.</summary>
    public required string Resource { get; init; }

    /// <summary>When it happened; UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The detail, in the bus's own words.</summary>
    public required JsonObject Detail { get; init; }
}
