namespace Headwater.Observe.Logs;

/// <summary>A stream and what is in it.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="FirstTime">Oldest line; milliseconds from 1970; null when it is empty.</param>
/// <param name="LastTime">Newest line.</param>
/// <param name="LastIngested">When its last line came.</param>
/// <param name="Bytes">On disk.</param>
public sealed record LogStreamExtent(LogStream Stream, long? FirstTime, long? LastTime, long? LastIngested, long Bytes);
