namespace Headwater.Documents;

/// <summary>A value as it was stored.</summary>
/// <param name="Id">Its id in the collection.</param>
/// <param name="Value">The value.</param>
/// <param name="Version">Its version.</param>
public sealed record Versioned<T>(string Id, T Value, long Version);
