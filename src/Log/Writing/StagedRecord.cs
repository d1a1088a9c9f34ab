using Headwater.Log.Layout;

namespace Headwater.Log.Writing;

/// <summary>A record that is checked and encoded, or read back, and has its place in the log.</summary>
/// <param name="Header">As stored.</param>
/// <param name="Generation">Of the track's configuration in force; 0 without a track.</param>
/// <param name="Discontinuities">Before it.</param>
/// <param name="Offset">Where its header lies in the batch.</param>
/// <param name="Kept">The configuration or marker, which the index keeps, in bytes of its own; null for other kinds.</param>
internal readonly record struct StagedRecord(RecordHeader Header, int Generation, int Discontinuities, long Offset, LogRecord? Kept);
