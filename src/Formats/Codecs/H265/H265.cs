namespace Headwater.Formats.Codecs;

/// <summary>What the bytes of H.265 access units say.</summary>
public static class H265
{
    /// <summary>The type of a NAL unit, from its first byte.</summary>
    /// <param name="unit">The NAL unit; not empty.</param>
    public static H265NalUnitType TypeOf(ReadOnlySpan<byte> unit) => (H265NalUnitType)((unit[0] >> 1) & 0x3F);

    /// <summary>Whether a length-prefixed access unit is an intra random access point: IDR, BLA or CRA.</summary>
    /// <remarks>Specification: ITU-T H.265, 3.75 and 7.4.2.2.</remarks>
    public static bool IsRandomAccess(ReadOnlySpan<byte> sample, int lengthSize = 4) =>
        IsRandomAccess(NalUnitEnumerator.LengthPrefixed(sample, lengthSize));

    /// <summary>As <see cref="IsRandomAccess(ReadOnlySpan{byte}, int)"/> for any spelling.</summary>
    public static bool IsRandomAccess(NalUnitEnumerator units) =>
        FirstSliceType(units) is >= H265NalUnitType.BlaWithLeading and <= H265NalUnitType.LastRandomAccess;

    /// <summary>Whether an access unit is an IDR picture, which no later picture refers across.</summary>
    public static bool IsIdr(NalUnitEnumerator units) =>
        FirstSliceType(units) is H265NalUnitType.IdrWithDecodableLeading or H265NalUnitType.IdrWithoutLeading;

    private static H265NalUnitType? FirstSliceType(NalUnitEnumerator units)
    {
        foreach (var unit in units)
        {
            if (TypeOf(unit) is var type and <= H265NalUnitType.LastSlice)
            {
                return type;
            }
        }

        return null;
    }
}
