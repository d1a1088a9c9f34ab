namespace Headwater.Formats.Amf;

/// <summary>One named value of an object or ECMA array.</summary>
/// <param name="Name">At most 65,535 bytes of UTF-8.</param>
/// <param name="Value">The value.</param>
public readonly record struct AmfMember(string Name, AmfValue Value);
