using System.Diagnostics.CodeAnalysis;
using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>What the platform reads from an H.265 sequence parameter set.</summary>
/// <remarks>Specification: ITU-T H.265, 7.3.2.2.1 and E.2.1.</remarks>
public sealed record H265SequenceParameterSet
{
    private const int MaxDimension = 16_384;
    private const int MaxShortTermSets = 64;
    private const int MaxPicturesInSet = 16;

    /// <summary>Profile, tier and level.</summary>
    public required H265ProfileTierLevel Profile { get; init; }

    /// <summary>sps_seq_parameter_set_id, 0 to 15.</summary>
    public required byte Id { get; init; }

    /// <summary>The video parameter set it builds on, 0 to 15.</summary>
    public required byte VideoParameterSetId { get; init; }

    /// <summary>Temporal sub-layers, 1 to 7.</summary>
    public required byte TemporalLayers { get; init; }

    /// <summary>sps_temporal_id_nesting_flag.</summary>
    public required bool TemporalIdNested { get; init; }

    /// <summary>chroma_format_idc: 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4.</summary>
    public required byte ChromaFormatIdc { get; init; }

    /// <summary>Bits of a luma sample.</summary>
    public required byte LumaBits { get; init; }

    /// <summary>Bits of a chroma sample.</summary>
    public required byte ChromaBits { get; init; }

    /// <summary>Width in luma samples inside the conformance window.</summary>
    public required int Width { get; init; }

    /// <summary>Height in luma samples inside the conformance window.</summary>
    public required int Height { get; init; }

    /// <summary>sps_max_num_reorder_pics of the highest sub-layer.</summary>
    public required byte ReorderFrames { get; init; }

    /// <summary>min_spatial_segmentation_idc, 0 when not told.</summary>
    public int MinSpatialSegmentation { get; init; }

    /// <summary>Frames per second from the timing in the VUI; null when it has none.</summary>
    public FramesPerSecond? FrameRate { get; init; }

    /// <summary>Shape of a sample; null when not told.</summary>
    public SampleAspectRatio? AspectRatio { get; init; }

    /// <summary>Colour; null when not told.</summary>
    public ColourDescription? Colour { get; init; }

    /// <summary>Whether pictures are fields, by the VUI.</summary>
    public bool FieldCoded { get; init; }

    /// <summary>Reads a sequence parameter set; false when the bytes are none.</summary>
    /// <param name="unit">The NAL unit, header included, with its emulation prevention bytes.</param>
    /// <param name="result">The values.</param>
    public static bool TryRead(ReadOnlySpan<byte> unit, [NotNullWhen(true)] out H265SequenceParameterSet? result)
    {
        result = null;
        if (unit.Length is < 16 or > Rbsp.MaxLengthBytes || H265.TypeOf(unit) != H265NalUnitType.SequenceParameterSet)
        {
            return false;
        }

        var rbsp = unit.Length <= 512 ? stackalloc byte[512] : new byte[unit.Length];
        var reader = new BitReader(rbsp[..Rbsp.Unescape(unit[2..], rbsp)]);
        return TryRead(ref reader, out result);
    }

    private static bool TryRead(ref BitReader reader, out H265SequenceParameterSet? result)
    {
        result = null;
        var videoSet = (byte)reader.ReadBits(4);
        var subLayers = (int)reader.ReadBits(3);
        var nested = reader.ReadBit();
        var profile = H265ProfileTierLevel.Read(ref reader);
        H265ProfileTierLevel.SkipSubLayers(ref reader, subLayers);
        var id = reader.ReadUnsignedExpGolomb();
        var chroma = reader.ReadUnsignedExpGolomb();
        var separatePlanes = chroma == 3 && reader.ReadBit();
        long width = reader.ReadUnsignedExpGolomb();
        long height = reader.ReadUnsignedExpGolomb();
        if (id > 15 || chroma > 3 || subLayers > 6 || width > MaxDimension || height > MaxDimension)
        {
            return false;
        }

        if (reader.ReadBit())
        {
            var unitX = !separatePlanes && chroma is 1 or 2 ? 2 : 1;
            var unitY = !separatePlanes && chroma == 1 ? 2 : 1;
            width -= ((long)reader.ReadUnsignedExpGolomb() + reader.ReadUnsignedExpGolomb()) * unitX;
            height -= ((long)reader.ReadUnsignedExpGolomb() + reader.ReadUnsignedExpGolomb()) * unitY;
        }

        var lumaBits = reader.ReadUnsignedExpGolomb() + 8L;
        var chromaBits = reader.ReadUnsignedExpGolomb() + 8L;
        var orderBits = (int)Math.Min(16, reader.ReadUnsignedExpGolomb() + 4L);
        var reorder = ReadOrdering(ref reader, subLayers);
        SkipCodingTools(ref reader);
        if (reader.Failed || width <= 0 || height <= 0 || lumaBits > 16 || chromaBits > 16 || reorder > 16
            || !TrySkipReferenceSets(ref reader, orderBits))
        {
            return false;
        }

        reader.SkipBits(2);
        var vui = reader.ReadBit() ? H265Vui.Read(ref reader) : default;
        if (reader.Failed && !vui.Truncated)
        {
            return false;
        }

        result = new H265SequenceParameterSet
        {
            Profile = profile,
            Id = (byte)id,
            VideoParameterSetId = videoSet,
            TemporalLayers = (byte)(subLayers + 1),
            TemporalIdNested = nested,
            ChromaFormatIdc = (byte)chroma,
            LumaBits = (byte)lumaBits,
            ChromaBits = (byte)chromaBits,
            Width = (int)width,
            Height = (int)height,
            ReorderFrames = (byte)reorder,
            MinSpatialSegmentation = vui.MinSpatialSegmentation,
            FrameRate = vui.FrameRate,
            AspectRatio = vui.AspectRatio,
            Colour = vui.Colour,
            FieldCoded = vui.FieldCoded,
        };
        return true;
    }

    private static uint ReadOrdering(ref BitReader reader, int subLayers)
    {
        var everyLayer = reader.ReadBit();
        var reorder = 0u;
        for (var i = everyLayer ? 0 : subLayers; i <= subLayers; i++)
        {
            reader.ReadUnsignedExpGolomb();
            reorder = reader.ReadUnsignedExpGolomb();
            reader.ReadUnsignedExpGolomb();
        }

        return reorder;
    }

    private static void SkipCodingTools(ref BitReader reader)
    {
        for (var i = 0; i < 6; i++)
        {
            reader.ReadUnsignedExpGolomb();
        }

        if (reader.ReadBit() && reader.ReadBit())
        {
            SkipScalingLists(ref reader);
        }

        reader.SkipBits(2);
        if (reader.ReadBit())
        {
            reader.SkipBits(8);
            reader.ReadUnsignedExpGolomb();
            reader.ReadUnsignedExpGolomb();
            reader.SkipBits(1);
        }
    }

    // Specification: ITU-T H.265, 7.3.4.
    private static void SkipScalingLists(ref BitReader reader)
    {
        for (var size = 0; size < 4; size++)
        {
            for (var matrix = 0; matrix < 6 && !reader.Failed; matrix += size == 3 ? 3 : 1)
            {
                if (!reader.ReadBit())
                {
                    reader.ReadUnsignedExpGolomb();
                    continue;
                }

                if (size > 1)
                {
                    reader.ReadSignedExpGolomb();
                }

                var coefficients = Math.Min(64, 1 << (4 + (size << 1)));
                for (var i = 0; i < coefficients && !reader.Failed; i++)
                {
                    reader.ReadSignedExpGolomb();
                }
            }
        }
    }

    private static bool TrySkipReferenceSets(ref BitReader reader, int orderBits)
    {
        var count = reader.ReadUnsignedExpGolomb();
        if (count > MaxShortTermSets)
        {
            return false;
        }

        var pictures = 0;
        for (var index = 0; index < count; index++)
        {
            pictures = SkipReferenceSet(ref reader, index, pictures);
            if (reader.Failed || pictures > MaxPicturesInSet)
            {
                return false;
            }
        }

        if (reader.ReadBit())
        {
            var longTerm = reader.ReadUnsignedExpGolomb();
            if (longTerm > 32)
            {
                return false;
            }

            reader.SkipBits(longTerm * (orderBits + 1));
        }

        return !reader.Failed;
    }

    // Specification: ITU-T H.265, 7.3.7. Gives how many pictures the set has, which the next one may build on.
    private static int SkipReferenceSet(ref BitReader reader, int index, int previousPictures)
    {
        if (index > 0 && reader.ReadBit())
        {
            reader.SkipBits(1);
            reader.ReadUnsignedExpGolomb();
            var kept = 0;
            for (var j = 0; j <= previousPictures && !reader.Failed; j++)
            {
                var used = reader.ReadBit();
                var useDelta = used || reader.ReadBit();
                kept += useDelta ? 1 : 0;
            }

            return kept;
        }

        var negative = reader.ReadUnsignedExpGolomb();
        var positive = reader.ReadUnsignedExpGolomb();
        if (negative > MaxPicturesInSet || positive > MaxPicturesInSet)
        {
            return MaxPicturesInSet + 1;
        }

        for (var i = 0u; i < negative + positive; i++)
        {
            reader.ReadUnsignedExpGolomb();
            reader.SkipBits(1);
        }

        return (int)(negative + positive);
    }
}
