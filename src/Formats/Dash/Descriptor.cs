namespace Headwater.Formats.Dash;

/// <summary>A scheme and a value: the form of roles, properties, timing sources and event streams. Specification: ISO/IEC 23009-1, 5.8.2.</summary>
/// <param name="SchemeIdUri">The scheme.</param>
/// <param name="Value">Its value, or null.</param>
/// <param name="Id">Descriptors with the same one are equivalent; or null.</param>
public sealed record Descriptor(string SchemeIdUri, string? Value = null, string? Id = null);
