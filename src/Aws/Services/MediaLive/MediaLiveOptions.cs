using System.Net;

namespace Headwater.Aws.Services.MediaLive;

/// <summary>How MediaLive runs on this platform.</summary>
public sealed class MediaLiveOptions
{
    /// <summary>The address in URLs of push inputs and the one that outputs come from. Default 127.0.0.1.</summary>
    public IPAddress PublicAddress { get; set; } = IPAddress.Loopback;

    /// <summary>The port in URLs of RTMP inputs. Default 1935; 1 to 65535.</summary>
    public int RtmpPort { get; set; } = 1935;

    /// <summary>Most channels of an account in a region. Default 100: the machine is the caller's own, so that the quota only stops runaway scripts (AWS: 5).</summary>
    public int MaximumChannels { get; set; } = 100;

    /// <summary>Most push inputs of an account in a region. Default 200 (AWS: 5).</summary>
    public int MaximumPushInputs { get; set; } = 200;

    /// <summary>Most input security groups of an account in a region. Default 200 (AWS: 5).</summary>
    public int MaximumSecurityGroups { get; set; } = 200;

    /// <summary>How long a channel may take to start before it is given up and goes back to IDLE. Default 60 s.</summary>
    public TimeSpan StartAllowance { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long deleted resources can be described, and tokens of requests are known. Default 24 h; 1 h or more.</summary>
    public TimeSpan TombstoneRetention { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a cleared alert is listed. Default 5 min.</summary>
    public TimeSpan ClearedAlertRetention { get; set; } = TimeSpan.FromMinutes(5);
}
