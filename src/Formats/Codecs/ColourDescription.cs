namespace Headwater.Formats.Codecs;

/// <summary>How sample values become colour, by the code points all video standards share.</summary>
/// <remarks>Specification: ITU-T H.273, 8.1 to 8.3.</remarks>
/// <param name="Primaries">colour_primaries; 2 is unspecified.</param>
/// <param name="Transfer">transfer_characteristics; 2 is unspecified.</param>
/// <param name="Matrix">matrix_coefficients; 2 is unspecified.</param>
/// <param name="FullRange">Whether samples use the whole range of values.</param>
public readonly record struct ColourDescription(byte Primaries, byte Transfer, byte Matrix, bool FullRange);
