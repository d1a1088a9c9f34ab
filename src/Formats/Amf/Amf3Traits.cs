namespace Headwater.Formats.Amf;

/// <summary>The shape of a version 3 object. Specification: AMF 3, 3.12.</summary>
internal sealed record Amf3Traits(string ClassName, string[] SealedNames, bool Dynamic);
