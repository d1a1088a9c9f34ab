using System.Diagnostics.CodeAnalysis;
using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>What the platform reads from an H.264 sequence parameter set.</summary>
/// <remarks>Specification: ITU-T H.264, 7.3.2.1.1 and E.1.1.</remarks>
public sealed record H264SequenceParameterSet
{
    private const int MaxDimension = 16_384;

    /// <summary>profile_idc.</summary>
    public required byte ProfileIdc { get; init; }

    /// <summary>The byte of constraint_set flags, flag 0 in the highest bit.</summary>
    public required byte ConstraintFlags { get; init; }

    /// <summary>level_idc, ten times the level; 11 with constraint_set3 may mean 1b.</summary>
    public required byte LevelIdc { get; init; }

    /// <summary>seq_parameter_set_id, 0 to 31.</summary>
    public required byte Id { get; init; }

    /// <summary>chroma_format_idc: 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4.</summary>
    public required byte ChromaFormatIdc { get; init; }

    /// <summary>Bits of a luma sample.</summary>
    public required byte LumaBits { get; init; }

    /// <summary>Bits of a chroma sample.</summary>
    public required byte ChromaBits { get; init; }

    /// <summary>Width in luma samples after cropping.</summary>
    public required int Width { get; init; }

    /// <summary>Height of a frame in luma samples after cropping.</summary>
    public required int Height { get; init; }

    /// <summary>Whether pictures may be fields.</summary>
    public required bool Interlaced { get; init; }

    /// <summary>max_num_ref_frames.</summary>
    public required byte ReferenceFrames { get; init; }

    /// <summary>Most frames that precede a frame in decoding and follow it in output: told, else inferred from profile and level.</summary>
    public required byte ReorderFrames { get; init; }

    /// <summary>Whether <see cref="ReorderFrames"/> was told rather than inferred.</summary>
    public required bool ReorderFramesTold { get; init; }

    /// <summary>Frames per second from the timing in the VUI; null when it has none.</summary>
    public FramesPerSecond? FrameRate { get; init; }

    /// <summary>fixed_frame_rate_flag.</summary>
    public bool FixedFrameRate { get; init; }

    /// <summary>Shape of a sample; null when not told.</summary>
    public SampleAspectRatio? AspectRatio { get; init; }

    /// <summary>Colour; null when not told.</summary>
    public ColourDescription? Colour { get; init; }

    /// <summary>Reads a sequence parameter set; false when the bytes are none.</summary>
    /// <param name="unit">The NAL unit, header included, with its emulation prevention bytes.</param>
    /// <param name="result">The values.</param>
    public static bool TryRead(ReadOnlySpan<byte> unit, [NotNullWhen(true)] out H264SequenceParameterSet? result)
    {
        result = null;
        if (unit.Length is < 5 or > Rbsp.MaxLengthBytes || H264.TypeOf(unit) != H264NalUnitType.SequenceParameterSet)
        {
            return false;
        }

        var rbsp = unit.Length <= 512 ? stackalloc byte[512] : new byte[unit.Length];
        var reader = new BitReader(rbsp[..Rbsp.Unescape(unit[1..], rbsp)]);
        return TryRead(ref reader, out result);
    }

    /// <summary>Whether sequence parameter sets of this profile carry chroma format and bit depths.</summary>
    internal static bool HasChromaFormat(byte profileIdc) =>
        profileIdc is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135;

    private static bool TryRead(ref BitReader reader, out H264SequenceParameterSet? result)
    {
        result = null;
        var profile = (byte)reader.ReadBits(8);
        var constraints = (byte)reader.ReadBits(8);
        var level = (byte)reader.ReadBits(8);
        var id = reader.ReadUnsignedExpGolomb();
        var chroma = 1u;
        long lumaBits = 8, chromaBits = 8;
        var separatePlanes = false;
        if (HasChromaFormat(profile))
        {
            chroma = reader.ReadUnsignedExpGolomb();
            separatePlanes = chroma == 3 && reader.ReadBit();
            lumaBits = reader.ReadUnsignedExpGolomb() + 8L;
            chromaBits = reader.ReadUnsignedExpGolomb() + 8L;
            reader.SkipBits(1);
            SkipScalingMatrix(ref reader, chroma);
        }

        reader.ReadUnsignedExpGolomb();
        var orderType = ReadPictureOrder(ref reader);
        var referenceFrames = reader.ReadUnsignedExpGolomb();
        reader.SkipBits(1);
        var widthMbs = reader.ReadUnsignedExpGolomb() + 1L;
        var heightMapUnits = reader.ReadUnsignedExpGolomb() + 1L;
        var framesOnly = reader.ReadBit();
        reader.SkipBits(framesOnly ? 1 : 2);
        var heightMbs = heightMapUnits * (framesOnly ? 1 : 2);
        if (id > 31 || chroma > 3 || lumaBits > 14 || chromaBits > 14 || referenceFrames > 16
            || widthMbs * 16 > MaxDimension || heightMbs * 16 > MaxDimension)
        {
            return false;
        }

        var chromaType = separatePlanes ? 0 : chroma;
        var (width, height) = ReadCropping(ref reader, widthMbs * 16, heightMbs * 16, chromaType, framesOnly);
        var vui = reader.ReadBit() ? H264Vui.Read(ref reader) : default;
        if (reader.Failed && !vui.Truncated)
        {
            return false;
        }

        if (width <= 0 || height <= 0)
        {
            return false;
        }

        result = new H264SequenceParameterSet
        {
            ProfileIdc = profile,
            ConstraintFlags = constraints,
            LevelIdc = level,
            Id = (byte)id,
            ChromaFormatIdc = (byte)chroma,
            LumaBits = (byte)lumaBits,
            ChromaBits = (byte)chromaBits,
            Width = (int)width,
            Height = (int)height,
            Interlaced = !framesOnly,
            ReferenceFrames = (byte)referenceFrames,
            ReorderFrames = vui.ReorderFrames ?? InferReorderFrames(profile, constraints, level, orderType, widthMbs * heightMbs),
            ReorderFramesTold = vui.ReorderFrames is not null,
            FrameRate = vui.FrameRate,
            FixedFrameRate = vui.FixedFrameRate,
            AspectRatio = vui.AspectRatio,
            Colour = vui.Colour,
        };
        return true;
    }

    private static void SkipScalingMatrix(ref BitReader reader, uint chroma)
    {
        if (!reader.ReadBit())
        {
            return;
        }

        var lists = chroma == 3 ? 12 : 8;
        for (var list = 0; list < lists && !reader.Failed; list++)
        {
            if (reader.ReadBit())
            {
                SkipScalingList(ref reader, list < 6 ? 16 : 64);
            }
        }
    }

    private static void SkipScalingList(ref BitReader reader, int size)
    {
        var last = 8;
        var next = 8;
        for (var j = 0; j < size && next != 0; j++)
        {
            next = (last + reader.ReadSignedExpGolomb()) & 0xFF;
            last = next == 0 ? last : next;
        }
    }

    private static uint ReadPictureOrder(ref BitReader reader)
    {
        var type = reader.ReadUnsignedExpGolomb();
        if (type == 0)
        {
            reader.ReadUnsignedExpGolomb();
        }
        else if (type == 1)
        {
            reader.SkipBits(1);
            reader.ReadSignedExpGolomb();
            reader.ReadSignedExpGolomb();
            var cycle = reader.ReadUnsignedExpGolomb();
            for (var i = 0u; i < cycle && !reader.Failed; i++)
            {
                reader.ReadSignedExpGolomb();
            }
        }

        return type;
    }

    // Specification: ITU-T H.264, 7.4.2.1.1, equations 7-19 to 7-22.
    private static (long Width, long Height) ReadCropping(ref BitReader reader, long width, long height, uint chromaType, bool framesOnly)
    {
        if (!reader.ReadBit())
        {
            return (width, height);
        }

        var unitX = chromaType is 1 or 2 ? 2 : 1;
        var unitY = (chromaType == 1 ? 2 : 1) * (framesOnly ? 1 : 2);
        var horizontal = (long)reader.ReadUnsignedExpGolomb() + reader.ReadUnsignedExpGolomb();
        var vertical = (long)reader.ReadUnsignedExpGolomb() + reader.ReadUnsignedExpGolomb();
        return (width - (horizontal * unitX), height - (vertical * unitY));
    }

    // Specification: ITU-T H.264, E.2.1, max_num_reorder_frames, and A.3.1 for the size of the decoded picture buffer.
    private static byte InferReorderFrames(byte profile, byte constraints, byte level, uint orderType, long frameMbs)
    {
        var intraOnly = profile is 44 or 86 or 100 or 110 or 122 or 244 && (constraints & 0x10) != 0;
        if (orderType == 2 || profile == 66 || intraOnly)
        {
            return 0;
        }

        var bufferMbs = level switch
        {
            <= 10 => 396,
            11 => profile is 66 or 77 or 88 && (constraints & 0x10) != 0 ? 396 : 900,
            <= 20 => 2_376,
            21 => 4_752,
            <= 30 => 8_100,
            31 => 18_000,
            32 => 20_480,
            <= 41 => 32_768,
            42 => 34_816,
            50 => 110_400,
            <= 52 => 184_320,
            _ => 696_320,
        };
        return (byte)Math.Min(16, bufferMbs / frameMbs);
    }
}
