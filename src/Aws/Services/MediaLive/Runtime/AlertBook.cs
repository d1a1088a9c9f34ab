using System.Security.Cryptography;
using System.Text;
using Headwater.Plans;

namespace Headwater.Aws.Services.MediaLive.Runtime;

/// <summary>The alerts of the running channels, and for a while those that are over. Kept while the process lives; callable from anywhere.</summary>
internal sealed class AlertBook(TimeProvider clock, TimeSpan clearedRetention)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, ChannelAlert>> _channels = new(StringComparer.Ordinal);

    /// <summary>Takes what is seen of a pipeline now.</summary>
    /// <returns>The alerts that began or ended since it was last seen.</returns>
    public IReadOnlyList<ChannelAlert> Take(string channelId, string pipeline, IEnumerable<AlertObservation> observed)
    {
        var seen = observed.Select(alert => Read(channelId, pipeline, alert)).GroupBy(alert => alert.Id).ToDictionary(group => group.Key, group => group.Last());
        lock (_lock)
        {
            var known = Of(channelId);
            var gone = known.Values.Where(alert => alert.Pipeline == pipeline && alert.Cleared is null && !seen.ContainsKey(alert.Id)).Select(alert => alert with { Cleared = clock.GetUtcNow() });
            var changed = seen.Values.Where(alert => !IsOld(alert)).Concat(gone).Where(alert => known.GetValueOrDefault(alert.Id)?.State != alert.State).ToList();
            foreach (var alert in seen.Values.Concat(changed).ToList())
            {
                known[alert.Id] = alert;
            }

            return changed;
        }
    }

    /// <summary>Something happened to a pipeline and is over.</summary>
    public ChannelAlert Note(string channelId, string pipeline, string type, string message)
    {
        var now = clock.GetUtcNow();
        var alert = new ChannelAlert(IdOf(channelId, pipeline, type, now), type, message, pipeline, now, now);
        lock (_lock)
        {
            return Of(channelId)[alert.Id] = alert;
        }
    }

    /// <summary>The channel stopped: whatever was set is over.</summary>
    /// <returns>The alerts that ended so.</returns>
    public IReadOnlyList<ChannelAlert> ClearAll(string channelId)
    {
        lock (_lock)
        {
            var known = Of(channelId);
            var cleared = known.Values.Where(alert => alert.Cleared is null).Select(alert => alert with { Cleared = clock.GetUtcNow() }).ToList();
            foreach (var alert in cleared)
            {
                known[alert.Id] = alert;
            }

            return cleared;
        }
    }

    /// <summary>The alerts that are set or were cleared lately, oldest first.</summary>
    public IReadOnlyList<ChannelAlert> List(string channelId)
    {
        lock (_lock)
        {
            var known = Of(channelId);
            foreach (var old in known.Values.Where(IsOld).ToList())
            {
                known.Remove(old.Id);
            }

            return [.. known.Values.OrderBy(alert => alert.Set).ThenBy(alert => alert.Id, StringComparer.Ordinal)];
        }
    }

    private Dictionary<string, ChannelAlert> Of(string channelId)
    {
        if (!_channels.TryGetValue(channelId, out var known))
        {
            _channels.Add(channelId, known = new(StringComparer.Ordinal));
        }

        return known;
    }

    private bool IsOld(ChannelAlert alert) => alert.Cleared is { } cleared && clock.GetUtcNow() - cleared > clearedRetention;

    private static ChannelAlert Read(string channelId, string pipeline, AlertObservation alert) =>
        new(IdOf(channelId, pipeline, alert.Id, alert.Set), AlertTypes.Of(alert.Kind), alert.Message, pipeline, alert.Set, alert.Cleared);

    private static string IdOf(string channelId, string pipeline, string condition, DateTimeOffset set) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{channelId}/{pipeline}/{condition}/{set.UtcTicks}")))[..32];
}
