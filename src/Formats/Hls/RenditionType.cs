namespace Headwater.Formats.Hls;

/// <summary>The TYPE of an EXT-X-MEDIA tag.</summary>
public enum RenditionType : byte
{
    /// <summary>AUDIO.</summary>
    Audio = 1,

    /// <summary>VIDEO.</summary>
    Video = 2,

    /// <summary>SUBTITLES.</summary>
    Subtitles = 3,

    /// <summary>CLOSED-CAPTIONS.</summary>
    ClosedCaptions = 4,
}
