using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views.Segmentation;

namespace Headwater.Views.Ts;

/// <summary>A segment of pictures together with the sound that is heard while it shows.</summary>
/// <param name="Video">The segment of the video track.</param>
/// <param name="FirstAudioFragment">Index of the first fragment of sound that may overlap it.</param>
/// <param name="AudioFragmentCount">How many such fragments; samples outside the segment's span are left out when it is rendered.</param>
/// <param name="Closed">Whether both are complete.</param>
public readonly record struct MuxedSegment(Segment Video, int FirstAudioFragment, int AudioFragmentCount, bool Closed)
{
    /// <summary>
    /// Pairs a segment with its sound. It is complete once the sound reaches its end, or, when sound is missing, once the pictures are a
    /// whole cell further; sound that comes later than that is left out, so that a segment once listed never changes.
    /// A log without a track of sound waits that cell, too: its first sound may still come.
    /// </summary>
    public static MuxedSegment Pair(TrackSnapshot video, TrackSnapshot? audio, Segment segment, SegmentGrid grid, bool ended)
    {
        if (audio is null)
        {
            return new MuxedSegment(segment, 0, 0, segment.Closed && GivenUpBy(video, segment, grid, ended) is not null);
        }

        var timescale = audio.Config.Timescale;
        var start = new MediaTime(segment.PresentationTicks, video.Config.Timescale).Rescale(timescale).Ticks;
        var end = new MediaTime(segment.EndTicks, video.Config.Timescale).Rescale(timescale).Ticks;
        var (first, last) = Overlap(audio.Fragments, start, end);
        var reached = last < audio.Fragments.Count || (last > 0 && EndOf(audio.Fragments[last - 1]) >= end);
        var reachedBy = last < audio.Fragments.Count ? audio.Fragments[last].Sequence : last > 0 ? audio.Fragments[last - 1].Sequence : long.MaxValue;
        var givenUpBy = GivenUpBy(video, segment, grid, ended);
        if (!segment.Closed || (!reached && givenUpBy is null))
        {
            return new MuxedSegment(segment, first, last - first, Closed: false);
        }

        var cutoff = Math.Max(segment.ClosedBySequence, Math.Min(reached ? reachedBy : long.MaxValue, givenUpBy ?? long.MaxValue));
        while (last > first && audio.Fragments[last - 1].Sequence > cutoff)
        {
            last--;
        }

        return new MuxedSegment(segment, first, last - first, Closed: true);
    }

    private static (int First, int Last) Overlap(IReadOnlyList<FragmentEntry> fragments, long start, long end)
    {
        var first = Segmenter.LowerBound(fragments, start);
        if (first > 0 && EndOf(fragments[first - 1]) > start)
        {
            first--;
        }

        return (first, Math.Max(first, Segmenter.LowerBound(fragments, end)));
    }

    private static long? GivenUpBy(TrackSnapshot video, Segment segment, SegmentGrid grid, bool ended)
    {
        var late = segment.EndTicks + grid.CellTicks(video.Config.Timescale);
        var index = Segmenter.LowerBound(video.Fragments, late);
        return index < video.Fragments.Count ? video.Fragments[index].Sequence : ended ? long.MaxValue - 1 : null;
    }

    private static long EndOf(FragmentEntry fragment) => fragment.PresentationTicks + fragment.DurationTicks;
}
