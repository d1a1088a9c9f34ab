using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>What the bytes of H.264 access units say.</summary>
public static class H264
{
    /// <summary>The type of a NAL unit, from its first byte.</summary>
    /// <param name="unit">The NAL unit; not empty.</param>
    public static H264NalUnitType TypeOf(ReadOnlySpan<byte> unit) => (H264NalUnitType)(unit[0] & 0x1F);

    /// <summary>Whether a length-prefixed access unit is an IDR picture.</summary>
    /// <remarks>Specification: ITU-T H.264, 7.4.1.2.4: the slices of a primary coded picture are all IDR or none is.</remarks>
    public static bool IsIdr(ReadOnlySpan<byte> sample, int lengthSize = 4) => IsIdr(NalUnitEnumerator.LengthPrefixed(sample, lengthSize));

    /// <summary>As <see cref="IsIdr(ReadOnlySpan{byte}, int)"/> for any spelling.</summary>
    public static bool IsIdr(NalUnitEnumerator units)
    {
        foreach (var unit in units)
        {
            switch (TypeOf(unit))
            {
                case H264NalUnitType.IdrSlice:
                    return true;
                case H264NalUnitType.Slice or H264NalUnitType.SlicePartitionA:
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>Reads slice_type of a slice, 0 to 4: P, B, I, SP, SI; false when the NAL unit is no slice or too short.</summary>
    /// <remarks>Specification: ITU-T H.264, 7.3.3.</remarks>
    public static bool TryReadSliceType(ReadOnlySpan<byte> unit, out int sliceType)
    {
        sliceType = 0;
        if (unit.IsEmpty || TypeOf(unit) is not (H264NalUnitType.Slice or H264NalUnitType.SlicePartitionA or H264NalUnitType.IdrSlice))
        {
            return false;
        }

        // Two Exp-Golomb codes of at most 63 bits; an emulation prevention byte may stand among them.
        Span<byte> rbsp = stackalloc byte[20];
        var length = Rbsp.Unescape(unit[1..Math.Min(unit.Length, 21)], rbsp);
        var reader = new BitReader(rbsp[..length]);
        reader.ReadUnsignedExpGolomb();
        var type = reader.ReadUnsignedExpGolomb();
        sliceType = (int)(type % 5);
        return !reader.Failed && type < 10;
    }
}
