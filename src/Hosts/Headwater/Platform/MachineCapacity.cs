using Headwater.Plans;

namespace Headwater.Hosts.Platform;

/// <summary>How much of a ladder this machine encodes while it does everything else too.</summary>
public static class MachineCapacity
{
    // Measured with x264 at its fastest presets: a core encodes about 50 million pixels a second; a camera, the platform and a browser want theirs.
    private const long PixelsPerSecondAndCore = 30_000_000;

    /// <summary>The ladder without the highest renditions that this many cores cannot encode at that frame rate; the lowest always stays.</summary>
    public static LadderPlan Fit(LadderPlan ladder, int cores, int framesPerSecond)
    {
        var budget = cores * PixelsPerSecondAndCore;
        var kept = new List<VideoRenditionPlan>();
        foreach (var rendition in ladder.Video.OrderBy(Pixels))
        {
            budget -= Pixels(rendition) * framesPerSecond;
            if (budget < 0 && kept.Count > 0)
            {
                break;
            }

            kept.Add(rendition);
        }

        return ladder with { Video = [.. ladder.Video.Where(kept.Contains)] };
    }

    private static long Pixels(VideoRenditionPlan rendition) => (long)rendition.Width * rendition.Height;
}
