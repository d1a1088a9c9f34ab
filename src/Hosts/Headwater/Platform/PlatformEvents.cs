using Headwater.Log;

namespace Headwater.Hosts.Platform;

/// <summary>What the host itself logs.</summary>
internal static partial class PlatformEvents
{
    [LoggerMessage(9101, LogLevel.Warning, "{Channel}: log: {Alert}")]
    public static partial void LogAlert(ILogger logger, string channel, LogAlert alert);

    [LoggerMessage(9102, LogLevel.Error, "{Id}: could not be started")]
    public static partial void NotStarted(ILogger logger, string id, Exception fault);
}
