using Headwater.Views.Segmentation;

namespace Headwater.Views;

/// <summary>What a track costs on the wire.</summary>
internal static class TrackRate
{
    /// <summary>The declared peak rate, else the highest measured over a complete segment of the window; at least 1 bit per second.</summary>
    public static long PeakBitsPerSecond(TrackWindow window)
    {
        var config = window.Track.Config;
        if (config.BitsPerSecond > 0)
        {
            return config.BitsPerSecond;
        }

        long peak = 1;
        foreach (var segment in window.Closed)
        {
            peak = Math.Max(peak, BitsPerSecond(window, segment));
        }

        return window.Closed.Count == 0 && window.Open is { } open ? Math.Max(peak, BitsPerSecond(window, open)) : peak;
    }

    private static long BitsPerSecond(TrackWindow window, Segment segment)
    {
        long bytes = 0;
        for (var index = segment.FirstFragment; index < segment.FirstFragment + segment.FragmentCount; index++)
        {
            bytes += window.Track.Fragments[index].Location.Length;
        }

        return bytes * 8 * window.Track.Config.Timescale / Math.Max(1, segment.DurationTicks);
    }
}
