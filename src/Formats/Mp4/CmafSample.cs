namespace Headwater.Formats.Mp4;

/// <summary>One sample of a chunk, by its place in the chunk's bytes.</summary>
/// <param name="TrackId">track_ID of its track fragment.</param>
/// <param name="DecodeTicks">Decode time in ticks of the track's timescale.</param>
/// <param name="PresentationTicks">Composition time in ticks; an edit list is not applied.</param>
/// <param name="DurationTicks">Duration in ticks.</param>
/// <param name="RandomAccess">Whether it is a sync sample.</param>
/// <param name="Offset">First byte, from the start of the span that was read.</param>
/// <param name="Length">Length in bytes.</param>
public readonly record struct CmafSample(
    uint TrackId,
    long DecodeTicks,
    long PresentationTicks,
    uint DurationTicks,
    bool RandomAccess,
    int Offset,
    int Length);
