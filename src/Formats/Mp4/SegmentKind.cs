namespace Headwater.Formats.Mp4;

/// <summary>What a <c>styp</c> box stands before, by the CMAF names.</summary>
/// <remarks>Specification: ISO/IEC 23000-19, 7.3.2 and 7.3.3.</remarks>
public enum SegmentKind
{
    /// <summary>A chunk: one movie fragment, brand <c>cmfl</c>.</summary>
    Chunk,

    /// <summary>A CMAF fragment: chunks from a random access point on, brand <c>cmff</c>.</summary>
    Fragment,

    /// <summary>A segment: whole CMAF fragments, brand <c>cmfs</c>.</summary>
    Segment,
}
