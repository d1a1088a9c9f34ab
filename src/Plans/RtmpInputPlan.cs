using Headwater.Foundation;

namespace Headwater.Plans;

/// <summary>A feed that a publisher pushes over RTMP or RTMPS.</summary>
public sealed record RtmpInputPlan
{
    /// <summary><c>app/instance</c>: the URL is <c>rtmp://host:1935/app/instance</c>. Unique on the platform.</summary>
    public required string StreamName { get; init; }

    /// <summary>Source addresses that may publish, as CIDR blocks (IPv4 or IPv6). Empty admits nobody.</summary>
    public EquatableList<string> AllowedCidrs { get; init; } = ["127.0.0.0/8", "::1/128"];
}
