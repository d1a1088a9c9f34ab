namespace Headwater.Observe.Logs;

/// <summary>What is known of one file of a stream. Owned by the stream's file set, under its lock.</summary>
/// <param name="first">Position of its first byte in the stream.</param>
/// <param name="path">The file.</param>
internal sealed class LogSegment(long first, string path)
{
    /// <summary>Position of its first byte in the stream.</summary>
    public long First { get; } = first;

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Bytes of whole lines in it; what is behind them was cut by a crash.</summary>
    public long Length { get; set; }

    /// <summary>Least time of its lines; milliseconds from 1970.</summary>
    public long Oldest { get; set; } = long.MaxValue;

    /// <summary>Greatest time of its lines.</summary>
    public long Newest { get; set; } = long.MinValue;

    /// <summary>When its last line came; milliseconds from 1970.</summary>
    public long Ingested { get; set; }

    /// <summary>Counts a line in.</summary>
    public void Count(long time, long ingested)
    {
        Oldest = Math.Min(Oldest, time);
        Newest = Math.Max(Newest, time);
        Ingested = Math.Max(Ingested, ingested);
    }
}
