namespace Headwater.Formats.Amf;

/// <summary>An instant; the time zone of version 0, which its specification reserves, is not kept.</summary>
/// <param name="Milliseconds">Since 1970-01-01T00:00:00Z.</param>
public sealed record AmfDate(double Milliseconds) : AmfValue;
