namespace Headwater.Observe.Logs;

/// <summary>A line to be stored.</summary>
/// <param name="Time">When it happened; milliseconds from 1970.</param>
/// <param name="Text">The line.</param>
public readonly record struct LogLine(long Time, string Text);
