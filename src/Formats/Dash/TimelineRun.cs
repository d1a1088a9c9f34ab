namespace Headwater.Formats.Dash;

/// <summary>Segments of one length without gaps between them (S). Specification: ISO/IEC 23009-1, 5.3.9.6.</summary>
/// <param name="StartTicks">Start of the first; written only where it does not follow from the run before.</param>
/// <param name="DurationTicks">Length of each; greater than zero.</param>
/// <param name="Count">How many, from 1.</param>
public readonly record struct TimelineRun(long StartTicks, long DurationTicks, int Count);
