namespace Headwater.Formats.Hls;

/// <summary>The value of EXT-X-PLAYLIST-TYPE. Specification: RFC 8216bis, 4.4.3.5.</summary>
public enum PlaylistType : byte
{
    /// <summary>No such tag: segments come and go.</summary>
    None = 0,

    /// <summary>Segments are only ever added.</summary>
    Event = 1,

    /// <summary>Never changes.</summary>
    Vod = 2,
}
