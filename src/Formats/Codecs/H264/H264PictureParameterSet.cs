using System.Diagnostics.CodeAnalysis;
using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>What the platform reads from an H.264 picture parameter set.</summary>
/// <remarks>Specification: ITU-T H.264, 7.3.2.2.</remarks>
public sealed record H264PictureParameterSet
{
    /// <summary>pic_parameter_set_id, 0 to 255.</summary>
    public required byte Id { get; init; }

    /// <summary>The sequence parameter set it builds on, 0 to 31.</summary>
    public required byte SequenceParameterSetId { get; init; }

    /// <summary>Whether entropy coding is CABAC rather than CAVLC.</summary>
    public required bool Cabac { get; init; }

    /// <summary>Reads a picture parameter set; false when the bytes are none.</summary>
    /// <param name="unit">The NAL unit, header included.</param>
    /// <param name="result">The values.</param>
    public static bool TryRead(ReadOnlySpan<byte> unit, [NotNullWhen(true)] out H264PictureParameterSet? result)
    {
        result = null;
        if (unit.IsEmpty || H264.TypeOf(unit) != H264NalUnitType.PictureParameterSet)
        {
            return false;
        }

        Span<byte> rbsp = stackalloc byte[24];
        var length = Rbsp.Unescape(unit[1..Math.Min(unit.Length, 25)], rbsp);
        var reader = new BitReader(rbsp[..length]);
        var id = reader.ReadUnsignedExpGolomb();
        var sequence = reader.ReadUnsignedExpGolomb();
        var cabac = reader.ReadBit();
        if (reader.Failed || id > 255 || sequence > 31)
        {
            return false;
        }

        result = new H264PictureParameterSet { Id = (byte)id, SequenceParameterSetId = (byte)sequence, Cabac = cabac };
        return true;
    }
}
