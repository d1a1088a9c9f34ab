using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views.Segmentation;

namespace Headwater.Views;

/// <summary>The tracks of a log that are worth offering: those whose newest media lies in the window at the head.</summary>
/// <param name="Video">Video tracks, best first.</param>
/// <param name="Audio">Audio tracks in order of their numbers.</param>
public sealed record Presentation(IReadOnlyList<TrackSnapshot> Video, IReadOnlyList<TrackSnapshot> Audio)
{
    /// <summary>Chooses the tracks.</summary>
    public static Presentation Of(LogSnapshot snapshot, ViewOptions options)
    {
        if (SnapshotWindow.Head(snapshot) is not { } head)
        {
            return new Presentation([], []);
        }

        var oldest = options.Start ?? head.ToTimeSpan() - options.Window;
        var live = snapshot.Tracks.Where(track => IsIn(track, oldest)).ToList();
        return new Presentation(
            [.. live.Where(track => track.Config.Kind == TrackKind.Video)
                .OrderByDescending(track => (long)track.Config.Width * track.Config.Height)
                .ThenByDescending(track => track.Config.BitsPerSecond)],
            [.. live.Where(track => track.Config.Kind == TrackKind.Audio)]);
    }

    /// <summary>Whether there is nothing to offer yet.</summary>
    public bool IsEmpty => Video.Count == 0 && Audio.Count == 0;

    private static bool IsIn(TrackSnapshot track, TimeSpan oldest) =>
        track.Fragments.Count > 0
        && new MediaTime(track.Fragments[^1].PresentationTicks + track.Fragments[^1].DurationTicks, track.Config.Timescale).ToTimeSpan() > oldest;
}
