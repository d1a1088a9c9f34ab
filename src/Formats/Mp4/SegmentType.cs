using System.Buffers;
using System.Diagnostics;

namespace Headwater.Formats.Mp4;

/// <summary>Writes <c>styp</c>, which says what the bytes behind it conform to.</summary>
/// <remarks>Specification: ISO/IEC 14496-12, 8.16.2; ISO/IEC 23009-1, 6.3.4.</remarks>
public static class SegmentType
{
    /// <summary>Writes the box: the CMAF brand, <c>msdh</c>, and <c>msix</c> when a <c>sidx</c> follows.</summary>
    /// <param name="destination">Receives the box.</param>
    /// <param name="kind">What follows.</param>
    /// <param name="indexed">Whether a segment index follows.</param>
    /// <param name="last">Whether it is the last segment of its presentation, which adds <c>lmsg</c>.</param>
    public static void Write(IBufferWriter<byte> destination, SegmentKind kind, bool indexed = false, bool last = false)
    {
        var brand = kind switch
        {
            SegmentKind.Chunk => BoxTypes.Cmfl,
            SegmentKind.Fragment => BoxTypes.Cmff,
            SegmentKind.Segment => BoxTypes.Cmfs,
            _ => throw new UnreachableException(),
        };
        var writer = new BoxWriter();
        var box = writer.Begin(BoxTypes.Styp);
        writer.UInt32(brand);
        writer.UInt32(0);
        writer.UInt32(brand);
        writer.UInt32(BoxTypes.Msdh);
        if (indexed)
        {
            writer.UInt32(BoxTypes.Msix);
        }

        if (last)
        {
            writer.UInt32(BoxTypes.Lmsg);
        }

        writer.End(box);
        writer.CopyTo(destination);
    }
}
