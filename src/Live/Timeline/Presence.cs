using Headwater.Foundation;

namespace Headwater.Live.Timeline;

/// <summary>Watches whether pictures and sound arrive. Times in wall flicks.</summary>
internal sealed class Presence(long missingAfter)
{
    private static readonly TrackKind[] Kinds = [TrackKind.Video, TrackKind.Audio];

    private readonly long[] _heardAt = new long[Kinds.Length];
    private readonly bool[] _missing = new bool[Kinds.Length];

    public void Begin(long now)
    {
        Array.Fill(_heardAt, now);
        Array.Clear(_missing);
    }

    public void Heard(TrackKind kind, long now, List<TimelineEvent> events)
    {
        var index = Array.IndexOf(Kinds, kind);
        if (index < 0)
        {
            return;
        }

        _heardAt[index] = now;
        if (_missing[index])
        {
            _missing[index] = false;
            events.Add(new ReturnObserved(kind));
        }
    }

    public void Watch(long now, List<TimelineEvent> events)
    {
        for (var index = 0; index < Kinds.Length; index++)
        {
            if (!_missing[index] && now - _heardAt[index] >= missingAfter)
            {
                _missing[index] = true;
                events.Add(new MissingObserved(Kinds[index]));
            }
        }
    }
}
