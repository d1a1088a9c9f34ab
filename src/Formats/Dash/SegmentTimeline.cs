using System.Runtime.InteropServices;
using Headwater.Foundation;

namespace Headwater.Formats.Dash;

/// <summary>Makes the runs of a timeline.</summary>
public static class SegmentTimeline
{
    /// <summary>The fewest runs that state these segments.</summary>
    /// <param name="segments">Start and length in ticks, in order.</param>
    public static EquatableList<TimelineRun> Of(IEnumerable<(long StartTicks, long DurationTicks)> segments)
    {
        var runs = new List<TimelineRun>();
        foreach (var (start, duration) in segments)
        {
            var continues = runs.Count > 0 && runs[^1].DurationTicks == duration && End(runs[^1]) == start;
            if (continues)
            {
                runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            }
            else
            {
                runs.Add(new(start, duration, 1));
            }
        }

        return EquatableList.Create<TimelineRun>(CollectionsMarshal.AsSpan(runs));
    }

    /// <summary>Where a run ends, in ticks.</summary>
    internal static long End(TimelineRun run) => run.StartTicks + (run.DurationTicks * run.Count);
}
