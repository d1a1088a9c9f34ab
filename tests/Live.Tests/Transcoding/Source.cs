using Headwater.Foundation;
using Headwater.Live.Transcoding;
using Headwater.Plans;

namespace Headwater.Live.Tests.Transcoding;

/// <summary>A source of 25 pictures a second with a random access point each second, and what is made of it.</summary>
internal static class Source
{
    public const long Tick = 3_600;
    public const long Origin = 90_000L * 1_800_000_000;

    public static readonly EquatableList<TrackFormat> Video = [new TrackFormat(TrackKind.Video, Codec.H264, 90_000, new byte[] { 9 })];

    public static readonly EquatableList<TrackFormat> VideoAndAudio = [Video[0], new TrackFormat(TrackKind.Audio, Codec.Aac, 48_000, new byte[] { 8 })];

    public static readonly LadderPlan Ladder = new()
    {
        Video =
        [
            new VideoRenditionPlan { Name = "low", Width = 640, Height = 360 },
            new VideoRenditionPlan { Name = "high", Width = 1280, Height = 720 },
        ],
        Audio = [new AudioRenditionPlan { Name = "sound" }],
    };

    public static readonly TranscodeJob Job = new() { Name = "channel", Sources = Video, Ladder = Ladder, Start = new MediaTime(Origin, 90_000) };

    public static long Time(int frame) => Origin + (frame * Tick);

    public static MediaSample Picture(int frame, int bytes = 100) => new()
    {
        Track = 0, DecodeTicks = Time(frame), PresentationTicks = Time(frame), RandomAccess = frame % 25 == 0, Payload = new byte[bytes],
    };

    public static MediaSample Sound(int frame) => new()
    {
        Track = 1, DecodeTicks = (Origin / 90 * 48) + (frame * 1_024L), PresentationTicks = (Origin / 90 * 48) + (frame * 1_024L), DurationTicks = 1_024,
        RandomAccess = true, Payload = new byte[10],
    };
}
