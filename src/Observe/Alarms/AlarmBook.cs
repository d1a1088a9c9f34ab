using System.Text.Json.Nodes;
using Headwater.Documents;

namespace Headwater.Observe.Alarms;

/// <summary>The alarms that exist and what happened to them, as documents. Callable from anywhere.</summary>
public sealed class AlarmBook(IDocumentStore store)
{
    private const int MostHistoryOfOne = 500;
    private static readonly TimeSpan HistoryKept = TimeSpan.FromDays(30);

    private readonly DocumentSet<Alarm> _alarms = new(store, "observe/alarms", ObserveJson.Options);
    private readonly DocumentSet<AlarmHistoryItem> _history = new(store, "observe/alarm-history", ObserveJson.Options);
    private long _sequence;

    /// <summary>The alarm of that name, or null.</summary>
    public async ValueTask<Alarm?> FindAsync(string region, string name, CancellationToken cancellationToken) =>
        (await _alarms.FindAsync(Id(region, name), cancellationToken))?.Value;

    /// <summary>The alarms of a region, or of all, in the order of regions and names.</summary>
    public async ValueTask<IReadOnlyList<Alarm>> ListAsync(string? region, CancellationToken cancellationToken)
    {
        var found = new List<Alarm>();
        await foreach (var alarm in _alarms.ListAsync(cancellationToken, region is null ? "" : region + "/"))
        {
            found.Add(alarm.Value);
        }

        return found;
    }

    /// <summary>Writes what <paramref name="change"/> makes of the alarm that stands; again when somebody else wrote in between.</summary>
    /// <param name="region">Where.</param>
    /// <param name="name">Which.</param>
    /// <param name="change">The new alarm of the old one (null: there is none); null leaves it as it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was written, or null.</returns>
    public async ValueTask<Alarm?> ChangeAsync(string region, string name, Func<Alarm?, Alarm?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var standing = await _alarms.FindAsync(Id(region, name), cancellationToken);
            var changed = change(standing?.Value);
            if (changed is null || await _alarms.TryPutAsync(Id(region, name), changed, standing?.Version ?? 0, cancellationToken))
            {
                return changed;
            }
        }
    }

    /// <summary>Removes alarms, all at once; those that are not there count as removed.</summary>
    public async ValueTask RemoveAsync(string region, IEnumerable<string> names, CancellationToken cancellationToken) =>
        await store.TryCommitAsync([.. names.Distinct(StringComparer.Ordinal).Select(name => _alarms.Write(Id(region, name), null, null))], cancellationToken);

    /// <summary>Notes that something happened.</summary>
    public async ValueTask NoteAsync(Alarm alarm, DateTimeOffset time, string type, string summary, JsonObject data, CancellationToken cancellationToken)
    {
        var item = new AlarmHistoryItem(
            alarm.Definition.Name, alarm.IsComposite ? "CompositeAlarm" : "MetricAlarm", time, type, summary, data.ToJsonString(ObserveJson.Options));
        var id = $"{Id(alarm.Definition.Region, alarm.Definition.Name)}\n{time.UtcTicks:D19}-{Interlocked.Increment(ref _sequence):D10}";
        await _history.TryPutAsync(id, item, null, cancellationToken);
    }

    /// <summary>What happened to the alarms of a region, oldest first.</summary>
    /// <param name="region">Where.</param>
    /// <param name="name">To which; null: to all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<IReadOnlyList<AlarmHistoryItem>> HistoryAsync(string region, string? name, CancellationToken cancellationToken)
    {
        var found = new List<(string Order, AlarmHistoryItem Item)>();
        await foreach (var item in _history.ListAsync(cancellationToken, name is null ? region + "/" : Id(region, name) + "\n"))
        {
            found.Add((item.Id[(item.Id.IndexOf('\n') + 1)..], item.Value));
        }

        return [.. found.OrderBy(pair => pair.Order, StringComparer.Ordinal).Select(pair => pair.Item)];
    }

    /// <summary>Forgets history older than 30 days, and of each alarm what is beyond its newest 500 items.</summary>
    public async ValueTask PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        await foreach (var item in store.ListAsync("observe/alarm-history", "", null, cancellationToken))
        {
            ids.Add(item.Key.Id);
        }

        var oldest = (now - HistoryKept).UtcTicks;
        var gone = ids.GroupBy(id => id[..id.IndexOf('\n')]).SelectMany(group => group.SkipLast(MostHistoryOfOne).Concat(group.Where(id => Ticks(id) < oldest))).Distinct();
        foreach (var chunk in gone.Chunk(100))
        {
            await store.TryCommitAsync([.. chunk.Select(id => _history.Write(id, null, null))], cancellationToken);
        }
    }

    private static long Ticks(string id) => long.Parse(id.AsSpan(id.IndexOf('\n') + 1, 19));

    private static string Id(string region, string name) => $"{region}/{name}";
}
