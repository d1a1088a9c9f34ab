namespace Headwater.Transcoder.Ffmpeg;

/// <summary>What is needed of an H.265 sequence parameter set. Specification: ITU-T H.265, 7.3.2.2.</summary>
/// <param name="SubLayers">Temporal sub-layers, 1 to 7.</param>
/// <param name="Nested">1 when temporal sub-layers nest.</param>
/// <param name="Chroma">chroma_format_idc.</param>
/// <param name="LumaDepth">Bits of a luma sample beyond 8.</param>
/// <param name="ChromaDepth">Bits of a chroma sample beyond 8.</param>
/// <param name="Reorder">Pictures that may precede another in decoding and follow it in showing.</param>
internal readonly record struct HevcSequence(int SubLayers, int Nested, int Chroma, int LumaDepth, int ChromaDepth, int Reorder)
{
    /// <summary>Reads a set without emulation prevention; what is cut off reads as zeros.</summary>
    public static HevcSequence Read(ReadOnlySpan<byte> unit)
    {
        var bits = new BitCursor(unit);
        bits.Skip(16 + 4);
        var subLayers = bits.Read(3) + 1;
        var nested = bits.Read(1);
        SkipProfileTierLevel(ref bits, subLayers);
        bits.ReadExpGolomb();
        var chroma = bits.ReadExpGolomb();
        bits.Skip(chroma == 3 ? 1 : 0);
        bits.ReadExpGolomb();
        bits.ReadExpGolomb();
        for (var i = bits.Read(1) * 4; i > 0; i--)
        {
            bits.ReadExpGolomb();
        }

        var lumaDepth = bits.ReadExpGolomb();
        var chromaDepth = bits.ReadExpGolomb();
        bits.ReadExpGolomb();
        var reorder = 0;
        for (var i = bits.Read(1) == 1 ? subLayers : 1; i > 0; i--)
        {
            bits.ReadExpGolomb();
            reorder = bits.ReadExpGolomb();
            bits.ReadExpGolomb();
        }

        return new(subLayers, nested, chroma & 3, lumaDepth & 7, chromaDepth & 7, Math.Clamp(reorder, 0, 16));
    }

    /// <summary>Specification: ITU-T H.265, 7.3.3.</summary>
    private static void SkipProfileTierLevel(ref BitCursor bits, int subLayers)
    {
        bits.Skip(96);
        if (subLayers == 1)
        {
            return;
        }

        var present = bits.Read(16);
        for (var i = 0; i < subLayers - 1; i++)
        {
            var flags = (present >> (14 - (2 * i))) & 3;
            bits.Skip(((flags & 2) != 0 ? 88 : 0) + ((flags & 1) != 0 ? 8 : 0));
        }
    }
}
