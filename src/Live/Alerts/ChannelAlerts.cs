using System.Collections.Immutable;

namespace Headwater.Live.Alerts;

/// <summary>The alerts of one channel: newest last, at most <see cref="MostKept"/>, of which those that are over go first. Thread-safe.</summary>
/// <remarks>Alerts are told apart by a key; a key stands once at most, so that what flaps or lasts does not push out the rest.</remarks>
internal sealed class ChannelAlerts(TimeProvider clock)
{
    /// <summary>How many alerts are kept.</summary>
    public const int MostKept = 100;

    private readonly Lock _gate = new();
    private ImmutableList<(object Key, ChannelAlert Alert)> _kept = [];

    /// <summary>What there is to know now; never changes afterwards.</summary>
    public IReadOnlyList<ChannelAlert> Snapshot => [.. Volatile.Read(ref _kept).Select(entry => entry.Alert)];

    /// <summary>Something begins and lasts until it is cleared. While it stands, saying it again only changes its text.</summary>
    public void Raise(object key, string text)
    {
        lock (_gate)
        {
            var standing = Find(key);
            if (standing >= 0 && !_kept[standing].Alert.Cleared)
            {
                _kept = _kept.SetItem(standing, (key, _kept[standing].Alert with { Text = text }));
                return;
            }

            Append(key, text, cleared: false);
        }
    }

    /// <summary>Something happened and is over. Only its last happening is kept.</summary>
    public void Note(object key, string text)
    {
        lock (_gate)
        {
            Append(key, text, cleared: true);
        }
    }

    /// <summary>What was raised is over; nothing when it was not.</summary>
    public void Clear(object key)
    {
        lock (_gate)
        {
            var standing = Find(key);
            if (standing >= 0 && !_kept[standing].Alert.Cleared)
            {
                _kept = _kept.SetItem(standing, (key, _kept[standing].Alert with { Cleared = true }));
            }
        }
    }

    private int Find(object key) => _kept.FindIndex(entry => entry.Key.Equals(key));

    private void Append(object key, string text, bool cleared)
    {
        var kept = _kept.RemoveAll(entry => entry.Key.Equals(key)).Add((key, new ChannelAlert(clock.GetUtcNow(), text, cleared)));
        if (kept.Count > MostKept)
        {
            kept = kept.RemoveAt(Math.Max(0, kept.FindIndex(entry => entry.Alert.Cleared)));
        }

        _kept = kept;
    }
}
