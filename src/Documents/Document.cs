namespace Headwater.Documents;

/// <summary>A document as it was stored.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Version">1 or more; grows with every write of this key.</param>
/// <param name="Content">UTF-8 JSON; never changes.</param>
public sealed record Document(DocumentKey Key, long Version, ReadOnlyMemory<byte> Content);
