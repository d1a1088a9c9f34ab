namespace Headwater.Formats.Hls;

/// <summary>A decimal-resolution. Specification: RFC 8216bis, 4.2.</summary>
/// <param name="Width">Pixels across, from 1.</param>
/// <param name="Height">Pixels down, from 1.</param>
public readonly record struct Resolution(int Width, int Height);
