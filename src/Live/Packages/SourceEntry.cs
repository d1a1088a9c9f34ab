using Headwater.Foundation;
using Headwater.Log;

namespace Headwater.Live.Packages;

/// <summary>Where a package may enter a source: every rendition of pictures at a random access point of the same moment, sound where the package's own ends. Pure.</summary>
/// <param name="NextSequences">By name of rendition: the record to begin with.</param>
/// <param name="StartTicks">By name of rendition: no sample may begin earlier, in ticks of the source's track.</param>
/// <param name="Time">The moment at which pictures begin, or sound where there are none.</param>
internal sealed record SourceEntry(Dictionary<string, long> NextSequences, Dictionary<string, long> StartTicks, TimeSpan Time)
{
    // A rendition that is that far behind the source's others is not waited for.
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(2);

    /// <summary>The first way into the source behind what the package has; into its newest group of pictures while the package has none. Null when there is no way yet.</summary>
    /// <param name="taken">The source's tracks.</param>
    /// <param name="ends">By name of rendition: where the package's own media ends.</param>
    public static SourceEntry? Find(List<TrackSnapshot> taken, IReadOnlyDictionary<string, MediaTime> ends)
    {
        if (SourceTracks.Head(taken) is not { } head)
        {
            return null;
        }

        var entry = new SourceEntry([], [], TimeSpan.Zero);
        var video = taken.Where(track => track.Config.Kind == TrackKind.Video && SourceTracks.End(track) > head - Stalled).ToList();
        if (video.Count > 0)
        {
            if (Moment(video, ends) is not { } moment || !entry.TryEnter(video, moment, ends))
            {
                return null;
            }

            entry = entry with { Time = moment };
        }

        foreach (var track in taken.Where(track => track.Config.Kind != TrackKind.Video))
        {
            entry.EnterSound(track, ends, video.Count > 0 ? entry.Time : SourceTracks.End(track) - Stalled);
        }

        return entry.NextSequences.Count > 0 ? entry : null;
    }

    /// <summary>How far before the package's end a picture may begin and still follow it: two encoders' pictures are not taken at the same instant.</summary>
    private static long Tolerance(TrackConfig config) => (config.SampleDurationTicks > 0 ? config.SampleDurationTicks : config.Timescale / 25) - 1;

    private static TimeSpan? Moment(List<TrackSnapshot> video, IReadOnlyDictionary<string, MediaTime> ends)
    {
        var known = video.Exists(track => ends.ContainsKey(track.Config.Name));
        TimeSpan? moment = null;
        foreach (var track in video)
        {
            var index = known ? FirstAccess(track, Earliest(track, ends)) : LastAccess(track);
            if (index is not { } found)
            {
                return null;
            }

            var time = new MediaTime(track.Fragments[found].DecodeTicks, track.Config.Timescale).ToTimeSpan();
            moment = moment is { } other && (known ? other > time : other < time) ? other : time;
        }

        return moment;
    }

    private static long Earliest(TrackSnapshot track, IReadOnlyDictionary<string, MediaTime> ends) =>
        ends.TryGetValue(track.Config.Name, out var end) ? end.Rescale(track.Config.Timescale).Ticks - Tolerance(track.Config) : 0;

    private static int? FirstAccess(TrackSnapshot track, long fromTicks)
    {
        for (var index = SourceTracks.IndexAt(track.Fragments, fromTicks); index < track.Fragments.Count; index++)
        {
            if (track.Fragments[index].RandomAccess)
            {
                return index;
            }
        }

        return null;
    }

    private static int? LastAccess(TrackSnapshot track)
    {
        for (var index = track.Fragments.Count - 1; index >= 0; index--)
        {
            if (track.Fragments[index].RandomAccess)
            {
                return index;
            }
        }

        return null;
    }

    private bool TryEnter(List<TrackSnapshot> video, TimeSpan moment, IReadOnlyDictionary<string, MediaTime> ends)
    {
        foreach (var track in video)
        {
            var from = MediaTime.FromTimeSpan(moment, track.Config.Timescale).Ticks - Tolerance(track.Config);
            if (FirstAccess(track, Math.Max(from, Earliest(track, ends))) is not { } index)
            {
                return false;
            }

            Enter(track, track.Fragments[index].Sequence, ends);
        }

        return true;
    }

    private void EnterSound(TrackSnapshot track, IReadOnlyDictionary<string, MediaTime> ends, TimeSpan otherwise)
    {
        var from = ends.TryGetValue(track.Config.Name, out var end)
            ? end.Rescale(track.Config.Timescale).Ticks
            : MediaTime.FromTimeSpan(otherwise, track.Config.Timescale).Ticks;
        var index = SourceTracks.IndexAt(track.Fragments, from);
        if (index > 0 && track.Fragments[index - 1].DecodeTicks + track.Fragments[index - 1].DurationTicks > from)
        {
            index--;
        }

        Enter(track, index < track.Fragments.Count ? track.Fragments[index].Sequence : track.Fragments[^1].Sequence + 1, ends);
        StartTicks[track.Config.Name] = from;
    }

    private void Enter(TrackSnapshot track, long sequence, IReadOnlyDictionary<string, MediaTime> ends)
    {
        NextSequences[track.Config.Name] = sequence;
        if (ends.TryGetValue(track.Config.Name, out var end))
        {
            StartTicks[track.Config.Name] = end.Rescale(track.Config.Timescale).Ticks;
        }
    }
}
