namespace Headwater.Formats.Codecs;

/// <summary>nal_unit_type of H.264, the values this platform looks at.</summary>
/// <remarks>Specification: ITU-T H.264, table 7-1.</remarks>
public enum H264NalUnitType : byte
{
    /// <summary>Slice of a picture that is not IDR.</summary>
    Slice = 1,

    /// <summary>First partition of a slice.</summary>
    SlicePartitionA = 2,

    /// <summary>Slice of an IDR picture.</summary>
    IdrSlice = 5,

    /// <summary>Supplemental enhancement information.</summary>
    Sei = 6,

    /// <summary>Sequence parameter set.</summary>
    SequenceParameterSet = 7,

    /// <summary>Picture parameter set.</summary>
    PictureParameterSet = 8,

    /// <summary>Access unit delimiter.</summary>
    AccessUnitDelimiter = 9,

    /// <summary>End of sequence.</summary>
    EndOfSequence = 10,

    /// <summary>Filler data.</summary>
    Filler = 12,

    /// <summary>Sequence parameter set extension.</summary>
    SequenceParameterSetExtension = 13,
}
