namespace Headwater.Formats.Mp4;

/// <summary>One stretch of media in a <see cref="SegmentIndex"/>.</summary>
/// <param name="LengthBytes">Bytes, 1 to 2,147,483,647.</param>
/// <param name="DurationTicks">Duration in ticks of the index's timescale.</param>
/// <param name="StartsWithSap">Whether the first sample is a stream access point of type 1 or 2.</param>
public readonly record struct SegmentReference(int LengthBytes, uint DurationTicks, bool StartsWithSap);
