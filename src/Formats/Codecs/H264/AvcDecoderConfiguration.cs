using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Headwater.Formats.Codecs;

/// <summary>An AVCDecoderConfigurationRecord: what <c>avcC</c> and an RTMP sequence header hold.</summary>
/// <remarks>Specification: ISO/IEC 14496-15, 5.3.3.1. Immutable; parameter sets are slices of the bytes read.</remarks>
public sealed class AvcDecoderConfiguration
{
    private const int MaxSequenceParameterSets = 31;
    private const int MaxPictureParameterSets = 255;

    /// <summary>AVCProfileIndication: profile_idc.</summary>
    public required byte ProfileIdc { get; init; }

    /// <summary>profile_compatibility: the constraint_set flags.</summary>
    public required byte ConstraintFlags { get; init; }

    /// <summary>AVCLevelIndication: level_idc.</summary>
    public required byte LevelIdc { get; init; }

    /// <summary>Bytes in each NAL unit length of a sample: 1, 2 or 4.</summary>
    public required int LengthSize { get; init; }

    /// <summary>Sequence parameter sets as NAL units, at most 31.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> SequenceParameterSets { get; init; }

    /// <summary>Picture parameter sets as NAL units, at most 255.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> PictureParameterSets { get; init; }

    /// <summary>Reads a record; false when the bytes are none.</summary>
    /// <remarks>Interop: the part after the picture parameter sets is optional, as encoders on RTMP leave it out in high profile.</remarks>
    public static bool TryRead(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out AvcDecoderConfiguration? result)
    {
        result = null;
        var cursor = new ByteCursor(source);
        var version = cursor.TakeByte();
        var profile = cursor.TakeByte();
        var constraints = cursor.TakeByte();
        var level = cursor.TakeByte();
        var lengthSize = (cursor.TakeByte() & 3) + 1;
        var sequence = TakeUnits(ref cursor, cursor.TakeByte() & 0x1F);
        var picture = TakeUnits(ref cursor, cursor.TakeByte());
        if (cursor.Failed || version != 1 || lengthSize == 3)
        {
            return false;
        }

        result = new AvcDecoderConfiguration
        {
            ProfileIdc = profile,
            ConstraintFlags = constraints,
            LevelIdc = level,
            LengthSize = lengthSize,
            SequenceParameterSets = sequence,
            PictureParameterSets = picture,
        };
        return true;
    }

    /// <summary>Makes the record of a stream from its parameter sets, for samples with 4-byte lengths; false when they are none or too many.</summary>
    /// <param name="sequenceParameterSets">NAL units; the first gives profile and level.</param>
    /// <param name="pictureParameterSets">NAL units, at least one.</param>
    /// <param name="result">The record.</param>
    public static bool TryCreate(
        IReadOnlyList<ReadOnlyMemory<byte>> sequenceParameterSets,
        IReadOnlyList<ReadOnlyMemory<byte>> pictureParameterSets,
        [NotNullWhen(true)] out AvcDecoderConfiguration? result)
    {
        result = null;
        if (sequenceParameterSets.Count is 0 or > MaxSequenceParameterSets
            || pictureParameterSets.Count is 0 or > MaxPictureParameterSets
            || !H264SequenceParameterSet.TryRead(sequenceParameterSets[0].Span, out var first)
            || !AllFit(sequenceParameterSets) || !AllFit(pictureParameterSets))
        {
            return false;
        }

        result = new AvcDecoderConfiguration
        {
            ProfileIdc = first.ProfileIdc,
            ConstraintFlags = first.ConstraintFlags,
            LevelIdc = first.LevelIdc,
            LengthSize = 4,
            SequenceParameterSets = sequenceParameterSets,
            PictureParameterSets = pictureParameterSets,
        };
        return true;
    }

    /// <summary>Makes the record from an access unit in byte stream form that carries parameter sets; false when it does not carry both kinds.</summary>
    public static bool TryCreateFromAnnexB(ReadOnlySpan<byte> stream, [NotNullWhen(true)] out AvcDecoderConfiguration? result)
    {
        List<ReadOnlyMemory<byte>> sequence = [];
        List<ReadOnlyMemory<byte>> picture = [];
        foreach (var unit in NalUnitEnumerator.AnnexB(stream))
        {
            var sets = H264.TypeOf(unit) switch
            {
                H264NalUnitType.SequenceParameterSet => sequence,
                H264NalUnitType.PictureParameterSet => picture,
                _ => null,
            };
            NalUnitSet.AddOnce(sets, unit);
        }

        return TryCreate(sequence, picture, out result);
    }

    /// <summary>Writes the record, in high profiles with chroma format and bit depths.</summary>
    public void Write(IBufferWriter<byte> destination)
    {
        destination.Write<byte>([1, ProfileIdc, ConstraintFlags, LevelIdc, (byte)(0xFC | (LengthSize - 1)), (byte)(0xE0 | SequenceParameterSets.Count)]);
        WriteUnits(destination, SequenceParameterSets);
        destination.Write<byte>([(byte)PictureParameterSets.Count]);
        WriteUnits(destination, PictureParameterSets);
        if (ProfileIdc is not (66 or 77 or 88)
            && SequenceParameterSets.Count > 0
            && H264SequenceParameterSet.TryRead(SequenceParameterSets[0].Span, out var set))
        {
            destination.Write<byte>([(byte)(0xFC | set.ChromaFormatIdc), (byte)(0xF8 | (set.LumaBits - 8)), (byte)(0xF8 | (set.ChromaBits - 8)), 0]);
        }
    }

    /// <summary>The record's bytes.</summary>
    public byte[] ToArray()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes every parameter set in byte stream form, as it belongs before an IDR picture in a transport stream.</summary>
    public void WriteParameterSetsAnnexB(IBufferWriter<byte> destination)
    {
        foreach (var unit in SequenceParameterSets)
        {
            NalStream.WriteAnnexBUnit(unit.Span, destination);
        }

        foreach (var unit in PictureParameterSets)
        {
            NalStream.WriteAnnexBUnit(unit.Span, destination);
        }
    }

    private static bool AllFit(IReadOnlyList<ReadOnlyMemory<byte>> units)
    {
        for (var i = 0; i < units.Count; i++)
        {
            if (units[i].Length is 0 or > ushort.MaxValue)
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlyMemory<byte>[] TakeUnits(ref ByteCursor cursor, int count)
    {
        var units = new ReadOnlyMemory<byte>[count];
        for (var i = 0; i < count; i++)
        {
            units[i] = cursor.Take(cursor.TakeUInt16());
        }

        return units;
    }

    private static void WriteUnits(IBufferWriter<byte> destination, IReadOnlyList<ReadOnlyMemory<byte>> units)
    {
        for (var i = 0; i < units.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination.GetSpan(2), (ushort)units[i].Length);
            destination.Advance(2);
            destination.Write(units[i].Span);
        }
    }
}
