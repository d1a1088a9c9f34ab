namespace Headwater.Formats.Hls;

/// <summary>A client-defined attribute of a date range.</summary>
/// <param name="Name">Starts with <c>X-</c>; capitals, digits and hyphens.</param>
/// <param name="Value">Its text without quotes.</param>
/// <param name="Quoted">Whether it is a quoted string; else a number or a hexadecimal sequence.</param>
public sealed record ClientAttribute(string Name, string Value, bool Quoted = true);
