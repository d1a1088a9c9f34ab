namespace Headwater.Formats.Amf;

/// <summary>True or false.</summary>
/// <param name="Value">Which.</param>
public sealed record AmfBoolean(bool Value) : AmfValue;
