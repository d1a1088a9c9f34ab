namespace Headwater.Observe.Logs;

/// <summary>A place among the lines of a group, which are in the order of time, stream and position.</summary>
/// <param name="Time">Milliseconds from 1970.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="Position">The position in the stream.</param>
public readonly record struct LogCursor(long Time, string Stream, long Position) : IComparable<LogCursor>
{
    /// <inheritdoc/>
    public int CompareTo(LogCursor other)
    {
        var time = Time.CompareTo(other.Time);
        var stream = time != 0 ? time : string.CompareOrdinal(Stream, other.Stream);
        return stream != 0 ? stream : Position.CompareTo(other.Position);
    }

    /// <summary>Whether one stands before another.</summary>
    public static bool operator <(LogCursor left, LogCursor right) => left.CompareTo(right) < 0;

    /// <summary>Whether one stands behind another.</summary>
    public static bool operator >(LogCursor left, LogCursor right) => left.CompareTo(right) > 0;

    /// <summary>Whether one does not stand behind another.</summary>
    public static bool operator <=(LogCursor left, LogCursor right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one does not stand before another.</summary>
    public static bool operator >=(LogCursor left, LogCursor right) => left.CompareTo(right) >= 0;
}
