using Headwater.Log;

namespace Headwater.Views.Tests.Support;

/// <summary>Logs in memory.</summary>
internal static class Logs
{
    public static async Task<MediaLog> OpenAsync(ILogStorage? storage = null, TimeSpan? retention = null) => await MediaLog.OpenAsync(
        storage ?? new MemoryLogStorage(),
        new MediaLogOptions { RetentionPromise = retention ?? TimeSpan.FromDays(1), ExtentDuration = TimeSpan.FromSeconds(2) },
        TimeProvider.System,
        cancellationToken: CancellationToken.None);

    public static async Task<MediaLog> AppendAsync(this MediaLog log, IEnumerable<LogRecord> records)
    {
        foreach (var record in records)
        {
            await log.AppendAsync(record, CancellationToken.None);
        }

        return log;
    }

    /// <summary>The payloads of a run of fragments; null when one is retained no more.</summary>
    public static async Task<List<ReadOnlyMemory<byte>>?> PayloadsAsync(this MediaLog log, TrackSnapshot track, int first, int count)
    {
        var payloads = new List<ReadOnlyMemory<byte>>(count);
        for (var index = first; index < first + count; index++)
        {
            var location = track.Fragments[index].Location;
            var payload = new byte[location.Length];
            if (!await log.ReadAsync(location, payload, CancellationToken.None))
            {
                return null;
            }

            payloads.Add(payload);
        }

        return payloads;
    }
}
