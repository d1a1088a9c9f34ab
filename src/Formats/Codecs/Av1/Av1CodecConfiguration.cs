using System.Diagnostics.CodeAnalysis;

namespace Headwater.Formats.Codecs;

/// <summary>An AV1CodecConfigurationRecord: what <c>av1C</c> holds.</summary>
/// <remarks>Specification: AV1 in ISO BMFF, 2.3.3.</remarks>
public sealed record Av1CodecConfiguration
{
    private const int HeaderLength = 4;

    /// <summary>seq_profile, 0 to 7.</summary>
    public required byte Profile { get; init; }

    /// <summary>seq_level_idx_0, 0 to 31.</summary>
    public required byte LevelIndex { get; init; }

    /// <summary>seq_tier_0.</summary>
    public required bool HighTier { get; init; }

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

    /// <summary>Presentation delay in frames, 1 to 16; null when not told.</summary>
    public byte? InitialPresentationDelay { get; init; }

    /// <summary>configOBUs: at most a sequence header, then metadata.</summary>
    public ReadOnlyMemory<byte> Units { get; init; }

    /// <summary>Reads a record; false when the bytes are none.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out Av1CodecConfiguration? result)
    {
        result = null;
        var bytes = source.Span;
        if (bytes.Length < HeaderLength || bytes[0] != 0x81)
        {
            return false;
        }

        result = new Av1CodecConfiguration
        {
            Profile = (byte)(bytes[1] >> 5),
            LevelIndex = (byte)(bytes[1] & 0x1F),
            HighTier = (bytes[2] & 0x80) != 0,
            BitDepth = (byte)((bytes[2] & 0x40) == 0 ? 8 : (bytes[2] & 0x20) == 0 ? 10 : 12),
            Monochrome = (bytes[2] & 0x10) != 0,
            SubsamplingX = (bytes[2] & 8) != 0,
            SubsamplingY = (bytes[2] & 4) != 0,
            ChromaSamplePosition = (byte)(bytes[2] & 3),
            InitialPresentationDelay = (bytes[3] & 0x10) != 0 ? (byte)((bytes[3] & 15) + 1) : null,
            Units = source[HeaderLength..],
        };
        return true;
    }

    /// <summary>Makes the record from a temporal unit that carries a sequence header; false when it carries none.</summary>
    public static bool TryCreate(ReadOnlySpan<byte> temporalUnit, [NotNullWhen(true)] out Av1CodecConfiguration? result)
    {
        result = null;
        var units = new Av1ObuEnumerator(temporalUnit);
        while (units.MoveNext())
        {
            if (units.Type == Av1ObuType.SequenceHeader && Av1SequenceHeader.TryRead(units.Payload, out var header))
            {
                result = new Av1CodecConfiguration
                {
                    Profile = header.Profile,
                    LevelIndex = header.LevelIndex,
                    HighTier = header.HighTier,
                    BitDepth = header.BitDepth,
                    Monochrome = header.Monochrome,
                    SubsamplingX = header.SubsamplingX,
                    SubsamplingY = header.SubsamplingY,
                    ChromaSamplePosition = header.ChromaSamplePosition,
                    Units = units.Unit.ToArray(),
                };
                return true;
            }
        }

        return false;
    }

    /// <summary>The sequence header among <see cref="Units"/>; false when there is none.</summary>
    public bool TryReadSequenceHeader([NotNullWhen(true)] out Av1SequenceHeader? header)
    {
        var units = new Av1ObuEnumerator(Units.Span);
        while (units.MoveNext())
        {
            if (units.Type == Av1ObuType.SequenceHeader)
            {
                return Av1SequenceHeader.TryRead(units.Payload, out header);
            }
        }

        header = null;
        return false;
    }

    /// <summary>The record's bytes.</summary>
    public byte[] ToArray() =>
    [
        0x81,
        (byte)((Profile << 5) | LevelIndex),
        (byte)((HighTier ? 0x80 : 0) | (BitDepth > 8 ? 0x40 : 0) | (BitDepth == 12 ? 0x20 : 0) | (Monochrome ? 0x10 : 0)
            | (SubsamplingX ? 8 : 0) | (SubsamplingY ? 4 : 0) | ChromaSamplePosition),
        (byte)(InitialPresentationDelay is { } delay ? 0x10 | (delay - 1) : 0),
        .. Units.Span,
    ];
}
