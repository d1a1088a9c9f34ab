namespace Headwater.Views.Segmentation;

/// <summary>A run of fragments of one track that is delivered as one segment.</summary>
/// <param name="Number">The cell of the grid it starts in: equal on every pipeline and after every restart.</param>
/// <param name="FirstFragment">Index of its first fragment in the snapshot it was found in.</param>
/// <param name="FragmentCount">How many fragments it holds so far; at least 1.</param>
/// <param name="PresentationTicks">Earliest presentation time, in ticks of the track.</param>
/// <param name="DurationTicks">From its start to the next segment's where one follows, else the sum of its fragments' durations; in ticks of the track.</param>
/// <param name="Generation">Which configuration decodes it.</param>
/// <param name="Discontinuities">How many discontinuities of the log precede it.</param>
/// <param name="Independent">Whether it starts with a random access point.</param>
/// <param name="Closed">Whether no later record can add to it.</param>
/// <param name="ClosedBySequence">Sequence of the record that closed it; meaningless while it is open.</param>
public readonly record struct Segment(
    long Number,
    int FirstFragment,
    int FragmentCount,
    long PresentationTicks,
    long DurationTicks,
    int Generation,
    int Discontinuities,
    bool Independent,
    bool Closed,
    long ClosedBySequence)
{
    /// <summary>End of the segment on the track's clock, in ticks.</summary>
    public long EndTicks => PresentationTicks + DurationTicks;
}
