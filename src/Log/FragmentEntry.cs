namespace Headwater.Log;

/// <summary>What the index knows of one fragment; its bytes are read by <see cref="Location"/>.</summary>
/// <param name="Sequence">The record's number in the log; grows by one a record, kept across restarts.</param>
/// <param name="DecodeTicks">As <see cref="Fragment.DecodeTicks"/>.</param>
/// <param name="PresentationTicks">As <see cref="Fragment.PresentationTicks"/>.</param>
/// <param name="DurationTicks">As <see cref="Fragment.DurationTicks"/>.</param>
/// <param name="RandomAccess">As <see cref="Fragment.RandomAccess"/>.</param>
/// <param name="Generation">How many different configurations the track had before the one in force, from the log's first record on, dropped ones included.</param>
/// <param name="Discontinuities">How many <see cref="Discontinuity"/> records precede it from the log's first record on, dropped ones included.</param>
/// <param name="Location">Where the payload lies.</param>
public readonly record struct FragmentEntry(
    long Sequence,
    long DecodeTicks,
    long PresentationTicks,
    long DurationTicks,
    bool RandomAccess,
    int Generation,
    int Discontinuities,
    PayloadLocation Location);

/// <summary>Where a payload lies in the log's storage.</summary>
/// <param name="Extent">Sequence of the first record of the extent that holds it.</param>
/// <param name="Offset">First byte, from the start of the extent.</param>
/// <param name="Length">Length in bytes.</param>
public readonly record struct PayloadLocation(long Extent, long Offset, int Length);
