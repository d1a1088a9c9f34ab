namespace Headwater.Documents;

/// <summary>One write of a commit.</summary>
/// <param name="Key">The document; at most once in a commit.</param>
/// <param name="Content">UTF-8 JSON, borrowed until the commit returns; null deletes.</param>
/// <param name="ExpectedVersion">The version that must stand now; 0: the document must not be there; null: whatever stands.</param>
public sealed record DocumentWrite(DocumentKey Key, ReadOnlyMemory<byte>? Content, long? ExpectedVersion);
