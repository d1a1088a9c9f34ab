namespace Headwater.Formats.Hls;

/// <summary>The TYPE of an EXT-X-PRELOAD-HINT.</summary>
public enum PreloadHintType : byte
{
    /// <summary>PART: the next part.</summary>
    Part = 1,

    /// <summary>MAP: the next initialization section.</summary>
    Map = 2,
}
