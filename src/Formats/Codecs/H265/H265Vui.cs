using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>What is read from the video usability part of an H.265 sequence parameter set.</summary>
/// <remarks>Specification: ITU-T H.265, E.2.1.</remarks>
internal readonly record struct H265Vui
{
    public SampleAspectRatio? AspectRatio { get; init; }

    public ColourDescription? Colour { get; init; }

    public FramesPerSecond? FrameRate { get; init; }

    public bool FieldCoded { get; init; }

    public int MinSpatialSegmentation { get; init; }

    /// <summary>Whether the bytes ended within it, or hypothetical decoder parameters hide the rest; what was read before stands.</summary>
    public bool Truncated { get; init; }

    public static H265Vui Read(ref BitReader reader)
    {
        var vui = ReadPicture(ref reader, default);
        if (reader.ReadBit())
        {
            var unitsInTick = reader.ReadBits(32);
            var timeScale = reader.ReadBits(32);
            if (unitsInTick != 0 && timeScale != 0)
            {
                // A tick is a picture's time; two of them make a frame when pictures are fields.
                var perFrame = vui.FieldCoded && unitsInTick <= uint.MaxValue / 2 ? unitsInTick * 2 : unitsInTick;
                vui = vui with { FrameRate = H264Vui.Reduce(timeScale, perFrame) };
            }

            if (reader.ReadBit())
            {
                reader.ReadUnsignedExpGolomb();
            }

            if (reader.ReadBit())
            {
                // hrd_parameters() is long and only min_spatial_segmentation_idc lies behind it, whose 0 is always right.
                return vui with { Truncated = true };
            }
        }

        if (reader.ReadBit())
        {
            reader.SkipBits(3);
            var segmentation = reader.ReadUnsignedExpGolomb();
            for (var i = 0; i < 4; i++)
            {
                reader.ReadUnsignedExpGolomb();
            }

            vui = vui with { MinSpatialSegmentation = segmentation <= 4_095 && !reader.Failed ? (int)segmentation : 0 };
        }

        return vui with { Truncated = reader.Failed };
    }

    private static H265Vui ReadPicture(ref BitReader reader, H265Vui vui)
    {
        if (reader.ReadBit())
        {
            var idc = reader.ReadBits(8);
            vui = vui with { AspectRatio = idc == 255 ? SampleAspectRatio.From(reader.ReadBits(16), reader.ReadBits(16)) : SampleAspectRatio.FromIdc(idc) };
        }

        if (reader.ReadBit())
        {
            reader.SkipBits(1);
        }

        if (reader.ReadBit())
        {
            reader.SkipBits(3);
            var fullRange = reader.ReadBit();
            vui = vui with
            {
                Colour = reader.ReadBit()
                    ? new ColourDescription((byte)reader.ReadBits(8), (byte)reader.ReadBits(8), (byte)reader.ReadBits(8), fullRange)
                    : new ColourDescription(2, 2, 2, fullRange),
            };
        }

        if (reader.ReadBit())
        {
            reader.ReadUnsignedExpGolomb();
            reader.ReadUnsignedExpGolomb();
        }

        reader.SkipBits(1);
        vui = vui with { FieldCoded = reader.ReadBit() };
        reader.SkipBits(1);
        if (reader.ReadBit())
        {
            for (var i = 0; i < 4; i++)
            {
                reader.ReadUnsignedExpGolomb();
            }
        }

        return vui;
    }
}
