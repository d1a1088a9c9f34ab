namespace Headwater.Formats.Nut;

/// <summary>What a NUT stream carries. Specification: NUT, stream_class.</summary>
public enum NutStreamClass : byte
{
    /// <summary>Pictures.</summary>
    Video = 0,

    /// <summary>Sound.</summary>
    Audio = 1,

    /// <summary>Subtitles.</summary>
    Subtitles = 2,

    /// <summary>Anything else.</summary>
    Data = 3,
}
