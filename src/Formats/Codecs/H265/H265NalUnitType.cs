namespace Headwater.Formats.Codecs;

/// <summary>nal_unit_type of H.265, the values this platform looks at.</summary>
/// <remarks>Specification: ITU-T H.265, table 7-1.</remarks>
public enum H265NalUnitType : byte
{
    /// <summary>Broken link access picture with leading pictures: the first of the random access types.</summary>
    BlaWithLeading = 16,

    /// <summary>IDR picture with decodable leading pictures.</summary>
    IdrWithDecodableLeading = 19,

    /// <summary>IDR picture without leading pictures.</summary>
    IdrWithoutLeading = 20,

    /// <summary>Clean random access picture.</summary>
    CleanRandomAccess = 21,

    /// <summary>The last of the values kept for random access pictures.</summary>
    LastRandomAccess = 23,

    /// <summary>The last of the values that are slices.</summary>
    LastSlice = 31,

    /// <summary>Video parameter set.</summary>
    VideoParameterSet = 32,

    /// <summary>Sequence parameter set.</summary>
    SequenceParameterSet = 33,

    /// <summary>Picture parameter set.</summary>
    PictureParameterSet = 34,

    /// <summary>Access unit delimiter.</summary>
    AccessUnitDelimiter = 35,

    /// <summary>Filler data.</summary>
    Filler = 38,

    /// <summary>Supplemental enhancement information before the picture.</summary>
    PrefixSei = 39,

    /// <summary>Supplemental enhancement information behind the picture.</summary>
    SuffixSei = 40,
}
