using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views.Segmentation;

namespace Headwater.Views.Ts;

/// <summary>Decides what sound goes into the segments of a video track.</summary>
/// <param name="snapshot">The log.</param>
/// <param name="video">The track of pictures.</param>
/// <param name="grid">The grid.</param>
public sealed class SoundPairing(LogSnapshot snapshot, TrackSnapshot video, SegmentGrid grid)
{
    // How far sound may run ahead of pictures in the order of the log.
    private static readonly TimeSpan LongestLead = TimeSpan.FromSeconds(10);

    /// <summary>The track of sound, or null when the log has none: the lowest number, whether it has media or not, so that it never becomes another.</summary>
    public TrackSnapshot? Sound { get; } = snapshot.Tracks.FirstOrDefault(track => track.Config.Kind == TrackKind.Audio);

    /// <summary>The segment with its sound.</summary>
    public MuxedSegment Pair(Segment segment) => MuxedSegment.Pair(video, Sound, segment, grid, snapshot.Ended);

    /// <summary>Whether the segment can be shown and will never change.</summary>
    public bool IsComplete(Segment segment) => Pair(segment).Closed;

    /// <summary>Whether retention cannot have dropped sound of the segment, which may lie before its pictures in the log.</summary>
    public bool IsWhole(Segment segment)
    {
        if (snapshot.FirstSequence == 0)
        {
            return true;
        }

        var timescale = video.Config.Timescale;
        if (Sound is not { } sound || TrackWindow.DroppedReach(sound) is not { } reach || reach <= new MediaTime(segment.PresentationTicks, timescale).ToTimeSpan())
        {
            return true;
        }

        var safe = video.Fragments[0].DecodeTicks + MediaTime.FromTimeSpan(LongestLead, timescale).Ticks;
        return segment.PresentationTicks >= safe;
    }
}
