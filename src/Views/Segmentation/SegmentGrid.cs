using Headwater.Foundation;

namespace Headwater.Views.Segmentation;

/// <summary>The UTC grid that segments are cut on: cell n spans n × duration up to (n + 1) × duration since the Unix epoch (law 2).</summary>
public readonly record struct SegmentGrid
{
    /// <summary>A grid of cells of that length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive.</exception>
    public SegmentGrid(TimeSpan cell)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(cell, TimeSpan.Zero);
        Cell = cell;
    }

    /// <summary>Length of a cell.</summary>
    public TimeSpan Cell { get; }

    /// <summary>The number of the cell that holds this time.</summary>
    public long CellAt(long ticks, uint timescale)
    {
        var (quotient, remainder) = Int128.DivRem((Int128)ticks * TimeSpan.TicksPerSecond, (Int128)Cell.Ticks * timescale);
        return checked((long)(remainder < 0 ? quotient - 1 : quotient));
    }

    /// <summary>The first tick that lies in that cell.</summary>
    public long StartOf(long number, uint timescale)
    {
        var (quotient, remainder) = Int128.DivRem((Int128)number * Cell.Ticks * timescale, TimeSpan.TicksPerSecond);
        return checked((long)(remainder > 0 ? quotient + 1 : quotient));
    }

    /// <summary>The length of a cell in ticks, rounded down.</summary>
    public long CellTicks(uint timescale) => MediaTime.FromTimeSpan(Cell, timescale).Ticks;
}
