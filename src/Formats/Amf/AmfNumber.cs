namespace Headwater.Formats.Amf;

/// <summary>A number; the 29-bit integers of version 3 are numbers too.</summary>
/// <param name="Value">Any double, also not-a-number.</param>
public sealed record AmfNumber(double Value) : AmfValue;
