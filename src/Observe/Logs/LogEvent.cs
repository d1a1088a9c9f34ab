namespace Headwater.Observe.Logs;

/// <summary>One line of a stream as it was stored.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Time">When it happened; milliseconds from 1970.</param>
/// <param name="Position">Where it stands in its stream; tells lines of one time apart.</param>
/// <param name="Ingested">When it came; milliseconds from 1970.</param>
/// <param name="Text">The line.</param>
public sealed record LogEvent(string Stream, long Time, long Position, long Ingested, string Text)
{
    /// <summary>Its place among all lines of a group.</summary>
    public LogCursor Cursor => new(Time, Stream, Position);
}
