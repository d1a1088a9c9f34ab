namespace Headwater.Formats.Codecs;

/// <summary>A picture rate as a fraction; both parts are greater than zero.</summary>
/// <param name="Numerator">Pictures in <paramref name="Denominator"/> seconds.</param>
/// <param name="Denominator">Seconds.</param>
public readonly record struct FramesPerSecond(uint Numerator, uint Denominator)
{
    /// <summary>The rate as a number, for display and rounding only.</summary>
    public double Value => (double)Numerator / Denominator;
}
