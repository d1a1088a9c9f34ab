using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>What is read from the video usability part of an H.264 sequence parameter set.</summary>
/// <remarks>Specification: ITU-T H.264, E.1.1.</remarks>
internal readonly record struct H264Vui
{
    public SampleAspectRatio? AspectRatio { get; init; }

    public ColourDescription? Colour { get; init; }

    public FramesPerSecond? FrameRate { get; init; }

    public bool FixedFrameRate { get; init; }

    public byte? ReorderFrames { get; init; }

    /// <summary>Whether the bytes ended within it; what was read before stands.</summary>
    /// <remarks>Interop: hardware encoders with a cut-short VUI are seen; decoders play them.</remarks>
    public bool Truncated { get; init; }

    public static H264Vui Read(ref BitReader reader)
    {
        var vui = ReadPicture(ref reader, default);
        vui = ReadTiming(ref reader, vui);
        var nalHrd = reader.ReadBit();
        if (nalHrd)
        {
            SkipHrd(ref reader);
        }

        var vclHrd = reader.ReadBit();
        if (vclHrd)
        {
            SkipHrd(ref reader);
        }

        reader.SkipBits(nalHrd || vclHrd ? 2 : 1);
        if (reader.ReadBit())
        {
            reader.SkipBits(1);
            for (var i = 0; i < 4; i++)
            {
                reader.ReadUnsignedExpGolomb();
            }

            var reorder = reader.ReadUnsignedExpGolomb();
            reader.ReadUnsignedExpGolomb();
            if (!reader.Failed && reorder <= 16)
            {
                vui = vui with { ReorderFrames = (byte)reorder };
            }
        }

        return vui with { Truncated = reader.Failed };
    }

    private static H264Vui ReadPicture(ref BitReader reader, H264Vui vui)
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

        return vui;
    }

    private static H264Vui ReadTiming(ref BitReader reader, H264Vui vui)
    {
        if (!reader.ReadBit())
        {
            return vui;
        }

        var unitsInTick = reader.ReadBits(32);
        var timeScale = reader.ReadBits(32);
        var isFixed = reader.ReadBit();
        // A tick is a field's time: two make a frame.
        return unitsInTick is 0 or > uint.MaxValue / 2 || timeScale == 0
            ? vui
            : vui with { FrameRate = Reduce(timeScale, unitsInTick * 2), FixedFrameRate = isFixed };
    }

    internal static FramesPerSecond Reduce(uint numerator, uint denominator)
    {
        var (a, b) = (numerator, denominator);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return new(numerator / a, denominator / a);
    }

    private static void SkipHrd(ref BitReader reader)
    {
        var count = reader.ReadUnsignedExpGolomb() + 1L;
        reader.SkipBits(8);
        for (var i = 0L; i < count && !reader.Failed; i++)
        {
            reader.ReadUnsignedExpGolomb();
            reader.ReadUnsignedExpGolomb();
            reader.SkipBits(1);
        }

        reader.SkipBits(20);
    }
}
