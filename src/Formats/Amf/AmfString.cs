namespace Headwater.Formats.Amf;

/// <summary>Text; bytes that are not UTF-8 were replaced by U+FFFD when it was read.</summary>
/// <param name="Value">The text.</param>
public sealed record AmfString(string Value) : AmfValue;
