namespace Headwater.Observe.Logs;

/// <summary>
/// Takes log lines of the platform itself. Callable from anywhere; returns at once and never throws: groups and streams are made when they are missing,
/// and what a full queue refuses is counted by its owner.
/// </summary>
public interface ILogSink
{
    /// <summary>Takes one line.</summary>
    /// <param name="group">Log group, such as <c>ElementalMediaLive</c>.</param>
    /// <param name="stream">Stream in it.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="line">The text; not empty.</param>
    void Write(string group, string stream, DateTimeOffset time, string line);
}
