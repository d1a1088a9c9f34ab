namespace Headwater.Aws.Services.MediaLive;

/// <summary>One data point of one pipeline.</summary>
public sealed record MediaLiveMetric
{
    /// <summary>Such as <c>ActiveAlerts</c>.</summary>
    public required string Name { get; init; }

    /// <summary>CloudWatch's unit, such as <c>Count</c> or <c>Megabits/Second</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>The value in that unit.</summary>
    public required double Value { get; init; }

    /// <summary>When it was seen; UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Twelve digits.</summary>
    public required string Account { get; init; }

    /// <summary>Such as <c>us-east-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Dimension <c>ChannelId</c>.</summary>
    public required string ChannelId { get; init; }

    /// <summary>Dimension <c>Pipeline</c>: 0 or 1.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Dimension <c>OutputGroupName</c>, or null when it has none.</summary>
    public string? OutputGroupName { get; init; }
}
