namespace Headwater.Foundation;

/// <summary>What a track carries.</summary>
public enum TrackKind : byte
{
    /// <summary>Pictures.</summary>
    Video = 1,

    /// <summary>Sound.</summary>
    Audio = 2,

    /// <summary>Timed text.</summary>
    Text = 3,
}
