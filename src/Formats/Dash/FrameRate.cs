namespace Headwater.Formats.Dash;

/// <summary>Frames per second as a ratio. Specification: ISO/IEC 23009-1, 5.3.7.</summary>
/// <param name="Numerator">From 1.</param>
/// <param name="Denominator">From 1; 1 is not written.</param>
public readonly record struct FrameRate(int Numerator, int Denominator = 1);
