using Headwater.Log;

namespace Headwater.Hosts.Platform;

/// <summary>What the host itself logs.</summary>
internal static partial class PlatformEvents
{
    [LoggerMessage(9101, LogLevel.Warning, "{Channel}: log: {Alert}")]
    public static partial void LogAlert(ILogger logger, string channel, LogAlert alert);
}
