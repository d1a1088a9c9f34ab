using Headwater.Live.Alerts;
using Headwater.Log;
using Headwater.Storage.Files;

namespace Headwater.Hosts.Platform;

/// <summary>An open log of a channel or package, which outlives the pipelines that write it one after the other.</summary>
internal static class RunningLog
{
    private static readonly AlertKey Storage = new(AlertKinds.Storage);

    /// <summary>Opens the log in that folder.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static async ValueTask<MediaLog> OpenAsync(string folder, MediaLogOptions options, TimeProvider clock, Action<LogAlert> alerts)
    {
        var storage = FileLogStorage.Open(Path.Combine(folder, "log"));
        return await MediaLog.OpenAsync(storage, options, clock, alerts, CancellationToken.None);
    }

    /// <summary>A log's alert as one of its channel.</summary>
    public static void Tell(ChannelAlerts alerts, LogAlert alert)
    {
        switch (alert)
        {
            case LogAlert.DiskFull:
                alerts.Raise(Storage, "log: the disk is full; new media is lost");
                break;
            case LogAlert.StorageFault fault:
                alerts.Raise(Storage, $"log: {fault.Detail} {fault.Cause?.Message}");
                break;
            case LogAlert.StorageRecovered:
                alerts.Clear(Storage);
                break;
            case LogAlert.RetentionShortened shortened:
                alerts.Note(new AlertKey(AlertKinds.Storage, "retention"), $"log: keeps {shortened.Kept.TotalSeconds:0} s of the {shortened.Promised.TotalSeconds:0} s promised, for want of room");
                break;
            case LogAlert.TornTailDropped torn:
                alerts.Note(new AlertKey(AlertKinds.Storage, "tail"), $"log: {torn.DroppedBytes} bytes of an unfinished write were dropped");
                break;
        }
    }
}
