namespace Headwater.Formats.Codecs;

/// <summary>obu_type of AV1.</summary>
/// <remarks>Specification: AV1 Bitstream, 6.2.2.</remarks>
public enum Av1ObuType : byte
{
    /// <summary>Sequence header.</summary>
    SequenceHeader = 1,

    /// <summary>Temporal delimiter.</summary>
    TemporalDelimiter = 2,

    /// <summary>Frame header.</summary>
    FrameHeader = 3,

    /// <summary>Tile group.</summary>
    TileGroup = 4,

    /// <summary>Metadata.</summary>
    Metadata = 5,

    /// <summary>Frame: header and tiles in one.</summary>
    Frame = 6,

    /// <summary>Copy of a frame header.</summary>
    RedundantFrameHeader = 7,

    /// <summary>Tile list.</summary>
    TileList = 8,

    /// <summary>Padding.</summary>
    Padding = 15,
}
