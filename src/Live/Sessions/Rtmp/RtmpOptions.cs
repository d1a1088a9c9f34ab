using Headwater.Formats.Rtmp;

namespace Headwater.Live.Sessions.Rtmp;

/// <summary>How publishers over RTMP are treated.</summary>
public sealed record RtmpOptions
{
    /// <summary>Time a peer has from connecting until it publishes, and to take what it is sent. Default 10 s.</summary>
    public TimeSpan HandshakeDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time between two whole messages of a publisher. Default 15 s.</summary>
    public TimeSpan SilenceDeadline { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Most connections at once, publishing or not; further ones are closed at once. Default 4,096.</summary>
    public int MaximumConnections { get; init; } = 4096;

    /// <summary>What is believed of a peer's bytes.</summary>
    public RtmpServerLimits Limits { get; init; } = new();
}
