namespace Headwater.Log.Writing;

/// <summary>What the writer knows of an extent. Times are in 100 ns since the epoch.</summary>
internal sealed class ExtentState(long firstSequence)
{
    /// <summary>Sequence of its first record.</summary>
    public long First => firstSequence;

    /// <summary>Bytes that are preamble and whole records.</summary>
    public long LengthBytes { get; set; }

    /// <summary>How many records it holds.</summary>
    public long Records { get; set; }

    /// <summary>Start of its earliest fragment; <see cref="long.MaxValue"/> before the first.</summary>
    public long StartTime { get; set; } = long.MaxValue;

    /// <summary>Latest end of a fragment in it or before it; <see cref="long.MinValue"/> before the first.</summary>
    public long EndTime { get; set; } = long.MinValue;
}
