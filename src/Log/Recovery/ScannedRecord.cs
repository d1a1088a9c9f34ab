using Headwater.Log.Layout;

namespace Headwater.Log.Recovery;

/// <summary>A record as it was found.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Offset">Where the header lies in the extent.</param>
/// <param name="Kept">The configuration or marker, which the index keeps; null for other kinds.</param>
internal readonly record struct ScannedRecord(RecordHeader Header, long Offset, LogRecord? Kept);
