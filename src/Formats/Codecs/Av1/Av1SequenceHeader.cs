using System.Diagnostics.CodeAnalysis;
using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>What the platform reads from an AV1 sequence header.</summary>
/// <remarks>Specification: AV1 Bitstream, 5.5.</remarks>
public sealed record Av1SequenceHeader
{
    /// <summary>seq_profile, 0 to 2.</summary>
    public required byte Profile { get; init; }

    /// <summary>seq_level_idx of operating point 0, 0 to 31.</summary>
    public required byte LevelIndex { get; init; }

    /// <summary>seq_tier of operating point 0.</summary>
    public required bool HighTier { get; init; }

    /// <summary>Largest width in luma samples.</summary>
    public required int Width { get; init; }

    /// <summary>Largest height in luma samples.</summary>
    public required int Height { get; init; }

    /// <summary>Bits of a sample: 8, 10 or 12.</summary>
    public required byte BitDepth { get; init; }

    /// <summary>Whether there is only luma.</summary>
    public required bool Monochrome { get; init; }

    /// <summary>Whether chroma has half the width.</summary>
    public required bool SubsamplingX { get; init; }

    /// <summary>Whether chroma has half the height.</summary>
    public required bool SubsamplingY { get; init; }

    /// <summary>chroma_sample_position, 0 to 3.</summary>
    public required byte ChromaSamplePosition { get; init; }

    /// <summary>Colour.</summary>
    public required ColourDescription Colour { get; init; }

    /// <summary>Frames per second when the stream tells that pictures are equally spaced; else null.</summary>
    public FramesPerSecond? FrameRate { get; init; }

    /// <summary>Reads the payload of a sequence header unit; false when the bytes are none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Av1SequenceHeader? result)
    {
        result = null;
        var reader = new BitReader(payload);
        var profile = (byte)reader.ReadBits(3);
        reader.SkipBits(1);
        var reduced = reader.ReadBit();
        byte level = 0;
        var tier = false;
        FramesPerSecond? frameRate = null;
        if (reduced)
        {
            level = (byte)reader.ReadBits(5);
        }
        else
        {
            (level, tier, frameRate) = ReadOperatingPoints(ref reader);
        }

        var widthBits = (int)reader.ReadBits(4) + 1;
        var heightBits = (int)reader.ReadBits(4) + 1;
        var width = (int)reader.ReadBits(widthBits) + 1;
        var height = (int)reader.ReadBits(heightBits) + 1;
        SkipTools(ref reader, reduced);
        var header = ReadColour(ref reader, profile) with { LevelIndex = level, HighTier = tier, Width = width, Height = height, FrameRate = frameRate };
        if (reader.Failed || profile > 2 || width > ushort.MaxValue || height > ushort.MaxValue)
        {
            return false;
        }

        result = header;
        return true;
    }

    private static (byte Level, bool Tier, FramesPerSecond? FrameRate) ReadOperatingPoints(ref BitReader reader)
    {
        FramesPerSecond? frameRate = null;
        var decoderModel = false;
        var delayBits = 0;
        if (reader.ReadBit())
        {
            var unitsInTick = reader.ReadBits(32);
            var timeScale = reader.ReadBits(32);
            if (reader.ReadBit())
            {
                var ticks = (reader.ReadUnsignedExpGolomb() + 1L) * unitsInTick;
                frameRate = ticks is > 0 and <= uint.MaxValue && timeScale > 0 ? H264Vui.Reduce(timeScale, (uint)ticks) : null;
            }

            decoderModel = reader.ReadBit();
            if (decoderModel)
            {
                delayBits = (int)reader.ReadBits(5) + 1;
                reader.SkipBits(42);
            }
        }

        var displayDelay = reader.ReadBit();
        var points = (int)reader.ReadBits(5) + 1;
        byte firstLevel = 0;
        var firstTier = false;
        for (var i = 0; i < points; i++)
        {
            reader.SkipBits(12);
            var level = (byte)reader.ReadBits(5);
            var tier = level > 7 && reader.ReadBit();
            if (i == 0)
            {
                (firstLevel, firstTier) = (level, tier);
            }

            if (decoderModel && reader.ReadBit())
            {
                reader.SkipBits((2 * delayBits) + 1);
            }

            if (displayDelay && reader.ReadBit())
            {
                reader.SkipBits(4);
            }
        }

        return (firstLevel, firstTier, frameRate);
    }

    private static void SkipTools(ref BitReader reader, bool reduced)
    {
        if (!reduced && reader.ReadBit())
        {
            reader.SkipBits(7);
        }

        reader.SkipBits(3);
        if (!reduced)
        {
            reader.SkipBits(4);
            var orderHint = reader.ReadBit();
            reader.SkipBits(orderHint ? 2 : 0);
            var choosesScreenContent = reader.ReadBit();
            var screenContent = choosesScreenContent || reader.ReadBit();
            if (screenContent && !reader.ReadBit())
            {
                reader.SkipBits(1);
            }

            reader.SkipBits(orderHint ? 3 : 0);
        }

        reader.SkipBits(3);
    }

    // Specification: AV1 Bitstream, 5.5.2.
    private static Av1SequenceHeader ReadColour(ref BitReader reader, byte profile)
    {
        var highDepth = reader.ReadBit();
        var bits = profile == 2 && highDepth ? (reader.ReadBit() ? 12 : 10) : highDepth ? 10 : 8;
        var monochrome = profile != 1 && reader.ReadBit();
        var (primaries, transfer, matrix) = reader.ReadBit()
            ? ((byte)reader.ReadBits(8), (byte)reader.ReadBits(8), (byte)reader.ReadBits(8))
            : ((byte)2, (byte)2, (byte)2);
        bool fullRange, subsamplingX = true, subsamplingY = true;
        byte position = 0;
        if (!monochrome && primaries == 1 && transfer == 13 && matrix == 0)
        {
            (fullRange, subsamplingX, subsamplingY) = (true, false, false);
        }
        else
        {
            fullRange = reader.ReadBit();
            if (!monochrome)
            {
                (subsamplingX, subsamplingY) = profile switch
                {
                    0 => (true, true),
                    1 => (false, false),
                    _ when bits == 12 => reader.ReadBit() ? (true, reader.ReadBit()) : (false, false),
                    _ => (true, false),
                };
                position = subsamplingX && subsamplingY ? (byte)reader.ReadBits(2) : (byte)0;
            }
        }

        return new()
        {
            Profile = profile,
            LevelIndex = 0,
            HighTier = false,
            Width = 0,
            Height = 0,
            BitDepth = (byte)bits,
            Monochrome = monochrome,
            SubsamplingX = subsamplingX,
            SubsamplingY = subsamplingY,
            ChromaSamplePosition = position,
            Colour = new(primaries, transfer, matrix, fullRange),
        };
    }
}
