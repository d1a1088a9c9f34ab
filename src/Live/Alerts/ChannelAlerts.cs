using System.Collections.Immutable;

namespace Headwater.Live.Alerts;

/// <summary>The alerts of one channel: newest last, at most <see cref="MostKept"/>, of which those that are over go first. Thread-safe.</summary>
/// <remarks>Alerts are told apart by a key; a key stands once at most, so that what flaps or lasts does not push out the rest.</remarks>
/// <param name="clock">Says when.</param>
/// <param name="changed">Called after every change, by whoever made it, outside of every lock; must return at once. Null for nobody.</param>
public sealed class ChannelAlerts(TimeProvider clock, Action? changed = null)
{
    /// <summary>How many alerts are kept.</summary>
    public const int MostKept = 100;

    private readonly Lock _gate = new();
    private ImmutableList<ChannelAlert> _kept = [];

    /// <summary>What there is to know now; never changes afterwards.</summary>
    public IReadOnlyList<ChannelAlert> Snapshot => Volatile.Read(ref _kept);

    /// <summary>Something begins and lasts until it is cleared. While it stands, saying it again only changes its text.</summary>
    public void Raise(AlertKey key, string text)
    {
        lock (_gate)
        {
            var standing = Find(key);
            if (standing >= 0 && !_kept[standing].Cleared)
            {
                if (_kept[standing].Text == text)
                {
                    return;
                }

                _kept = _kept.SetItem(standing, _kept[standing] with { Text = text });
            }
            else
            {
                Append(new ChannelAlert(key, clock.GetUtcNow(), text, ClearedAt: null));
            }
        }

        changed?.Invoke();
    }

    /// <summary>Something happened and is over. Only its last happening is kept.</summary>
    public void Note(AlertKey key, string text)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            Append(new ChannelAlert(key, now, text, now));
        }

        changed?.Invoke();
    }

    /// <summary>What was raised is over; nothing when it was not.</summary>
    public void Clear(AlertKey key)
    {
        lock (_gate)
        {
            var standing = Find(key);
            if (standing < 0 || _kept[standing].Cleared)
            {
                return;
            }

            _kept = _kept.SetItem(standing, _kept[standing] with { ClearedAt = clock.GetUtcNow() });
        }

        changed?.Invoke();
    }

    private int Find(AlertKey key) => _kept.FindIndex(alert => alert.Key == key);

    private void Append(ChannelAlert alert)
    {
        var kept = _kept.RemoveAll(known => known.Key == alert.Key).Add(alert);
        if (kept.Count > MostKept)
        {
            kept = kept.RemoveAt(Math.Max(0, kept.FindIndex(known => known.Cleared)));
        }

        _kept = kept;
    }
}
