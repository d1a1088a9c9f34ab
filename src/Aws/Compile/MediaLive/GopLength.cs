using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Plans;

namespace Headwater.Aws.Compile.MediaLive;

/// <summary>How far apart a video description's IDR pictures are.</summary>
internal static class GopLength
{
    private const int DefaultFrames = 90;
    private static readonly TimeSpan DefaultOfUnknownRate = TimeSpan.FromSeconds(3);

    /// <summary>The distance; null when it is said in frames and nobody says how long a frame is.</summary>
    public static TimeSpan? Of(JsonObject? codec, FrameRate? rate)
    {
        if (codec.Number("GopSize") is not { } size)
        {
            return rate is { } known ? Frames(DefaultFrames, known) : DefaultOfUnknownRate;
        }

        if (codec.Text("GopSizeUnits") == "SECONDS")
        {
            return size is > 0 and <= 1000 ? TimeSpan.FromTicks((long)(size * TimeSpan.TicksPerSecond)) : TimeSpan.Zero;
        }

        return rate is { } asked ? Frames(size, asked) : null;
    }

    private static TimeSpan Frames(decimal frames, FrameRate rate) =>
        frames is > 0 and <= 1_000_000 ? TimeSpan.FromTicks((long)Math.Round(Math.Min(frames * rate.Denominator / rate.Numerator, 1_000_000m) * TimeSpan.TicksPerSecond)) : TimeSpan.Zero;
}
