using System.ComponentModel.DataAnnotations;

namespace Headwater.Observe.Logs;

/// <summary>Bounds of the log store.</summary>
public sealed class LogStoreOptions
{
    /// <summary>Lines of the platform that may wait to be written; more are dropped and counted. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MostWaiting { get; set; } = 20_000;

    /// <summary>Days that groups are kept which the platform makes itself. Default 30.</summary>
    [Range(1, 3653)]
    public int PlatformRetentionDays { get; set; } = 30;
}
